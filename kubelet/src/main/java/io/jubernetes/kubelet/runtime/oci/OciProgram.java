package io.jubernetes.kubelet.runtime.oci;

import io.jubernetes.kubelet.host.Commands;
import io.jubernetes.kubelet.host.HostPrograms;
import io.jubernetes.kubelet.runtime.process.StateFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The program that makes containers.
 *
 * @param keeps whether it can leave what an ended container was until it is told to delete it
 * @param hybrid whether it has to be kept from seeing the second version's cgroups beside the first's
 */
record OciProgram(String name, String path, String version, boolean keeps, boolean hybrid) {

    private static final String NOTE = "program";
    private static final Path UNIFIED = Path.of("/sys/fs/cgroup/unified");

    /** The one asked for, or by which the containers of this root were made; else the better one. */
    static Optional<OciProgram> find(OciConfig config, Commands commands) throws InterruptedException {
        String wanted = config.program().isEmpty()
                ? StateFiles.readText(config.root().resolve(NOTE)).strip()
                : config.program();
        Optional<OciProgram> found = find(wanted, commands);
        return found.isPresent() || !config.program().isEmpty() ? found : find("", commands);
    }

    /** Whoever comes to this root later must use the same program: another one does not know its containers. */
    void note(Path root) {
        try {
            Files.writeString(root.resolve(NOTE), name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The one asked for; or crun, the faster one, but runc where cgroups are mixed, which crun refuses. */
    static Optional<OciProgram> find(String wanted, Commands commands) throws InterruptedException {
        boolean hybrid = Files.isDirectory(UNIFIED);
        List<String> order =
                wanted.isEmpty() ? (hybrid ? List.of("runc", "crun") : List.of("crun", "runc")) : List.of(wanted);
        for (String name : order) {
            String path = HostPrograms.find(name);
            Commands.Outcome version = commands.run(List.of(path, "--version"));
            if (version.exitCode() == 0) {
                String number = version.output().lines().findFirst().orElse("").replaceFirst(".* version ", "");
                boolean keeps =
                        commands.run(List.of(path, "run", "--help")).output().contains("--keep");
                return Optional.of(new OciProgram(name, path, number, keeps, hybrid && name.equals("crun")));
            }
        }
        return Optional.empty();
    }

    /** Words that run it in the present mount namespace, which is nobody else's. */
    List<String> inOwnMounts(Path state, List<String> arguments) {
        List<String> words = new ArrayList<>(List.of(path, "--root", state.toString()));
        words.addAll(arguments);
        return words;
    }

    /** Words that run it from anywhere. */
    List<String> words(Path state, List<String> arguments) {
        List<String> words = new ArrayList<>();
        if (hybrid) {
            words.addAll(List.of(
                    "unshare",
                    "--mount",
                    "--propagation",
                    "private",
                    "sh",
                    "-c",
                    "umount " + UNIFIED + "; exec \"$@\"",
                    "sh"));
        }
        words.addAll(inOwnMounts(state, arguments));
        return words;
    }
}
