package io.jubernetes.kubelet.runtime.oci;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.kubelet.host.Commands;
import io.jubernetes.kubelet.runtime.RuntimeFailure;
import io.jubernetes.kubelet.runtime.Security;
import io.jubernetes.kubelet.runtime.process.ShellText;
import io.jubernetes.kubelet.runtime.process.StateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The first process of a pod whose containers see each other's processes: it holds their process ids and takes the orphans. It is a
 * shell of the host's in a container of its own, without any rights, that sees nothing of the host but its programs.
 */
final class Pause {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int NOBODY = 65535;
    private static final String WAIT = "trap 'exit 0' TERM; while :; do sleep 86400 & wait $!; done";
    private static final List<String> PROGRAMS = List.of("usr", "bin", "lib", "lib64");

    private final Commands commands;
    private final OciProgram program;
    private final Path state;

    Pause(Commands commands, OciProgram program, Path state) {
        this.commands = commands;
        this.program = program;
        this.state = state;
    }

    void start(String sandboxId, SandboxFiles sandbox, String group) throws InterruptedException {
        Path bundle = sandbox.directory().resolve("pause");
        Path root = bundle.resolve("root");
        StateFiles.createDirectories(root);
        ObjectNode config = JSON.createObjectNode().put("ociVersion", "1.0.2");
        ObjectNode process = config.putObject("process").put("cwd", "/").put("noNewPrivileges", true);
        process.putObject("user").put("uid", NOBODY).put("gid", NOBODY);
        process.putArray("args").add("/bin/sh").add("-c").add(WAIT);
        process.putArray("env").add("PATH=/usr/bin:/bin");
        config.putObject("root").put("path", root.toString());
        BundleMounts mounts = new BundleMounts(config.putArray("mounts"));
        mounts.kernel(false);
        programs(root, mounts);
        ObjectNode linux = config.putObject("linux").put("cgroupsPath", group + "/pause");
        linux.putArray("namespaces").addObject().put("type", "pid");
        linux.withArray("namespaces").addObject().put("type", "mount");
        linux.withArray("namespaces").addObject().put("type", "network");
        linux.withArray("namespaces").addObject().put("type", "ipc");
        linux.set("seccomp", SeccompProfile.of(Security.Profile.RUNTIME_DEFAULT, List.of()));
        StateFiles.writeJson(bundle.resolve("config.json"), config);
        run(sandboxId, sandbox, bundle);
    }

    private static void programs(Path root, BundleMounts mounts) {
        for (String name : PROGRAMS) {
            Path source = Path.of("/", name);
            try {
                if (Files.isSymbolicLink(source)) {
                    Files.createSymbolicLink(root.resolve(name), Files.readSymbolicLink(source));
                } else if (Files.isDirectory(source)) {
                    mounts.readOnly(source);
                }
            } catch (IOException e) {
                throw new RuntimeFailure(RuntimeFailure.Kind.FAILED, "pause: " + e.getMessage(), e);
            }
        }
    }

    /** Its outputs are nobody's: a pipe would be held open by it. */
    private void run(String sandboxId, SandboxFiles sandbox, Path bundle) throws InterruptedException {
        Path log = bundle.resolve("log");
        List<String> words = program.words(
                state,
                List.of(
                        "--log",
                        log.toString(),
                        "run",
                        "--detach",
                        "--bundle",
                        bundle.toString(),
                        "--pid-file",
                        sandbox.pausePid().toString(),
                        id(sandboxId)));
        String line = ShellText.quoteAll(new ArrayList<>(words)) + " </dev/null >/dev/null 2>&1";
        if (commands.run(List.of("sh", "-c", line)).exitCode() != 0) {
            throw new RuntimeFailure(
                    RuntimeFailure.Kind.FAILED,
                    "the pod's first process could not be started: "
                            + StateFiles.readText(log).trim());
        }
    }

    void stop(String sandboxId) throws InterruptedException {
        if (Files.exists(state.resolve(id(sandboxId)))) {
            commands.run(program.words(state, List.of("delete", "--force", id(sandboxId))));
        }
    }

    private static String id(String sandboxId) {
        return "pause-" + sandboxId;
    }
}
