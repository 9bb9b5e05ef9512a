package io.jubernetes.kubelet.runtime.oci;

import io.jubernetes.kubelet.host.Commands;
import io.jubernetes.kubelet.runtime.SandboxConfig;
import io.jubernetes.kubelet.runtime.process.ShellText;
import io.jubernetes.kubelet.runtime.process.StateFiles;
import io.jubernetes.kubelet.runtime.process.Trees;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes and removes what the containers of a sandbox share beside their network: one short command each way. */
final class SandboxNamespaces {

    private static final String SHARED_MEMORY = "nosuid,noexec,nodev,mode=1777,size=65536k";

    private final Commands commands;
    private final Path root;

    /** @param root below {@code /run} */
    SandboxNamespaces(Commands commands, Path root) {
        this.commands = commands;
        this.root = root;
    }

    SandboxFiles files(String sandboxId, SandboxConfig config) {
        boolean hostIpc = config.linux().namespaces().hostIpc();
        return new SandboxFiles(root.resolve(sandboxId), config.hostname(), hostIpc);
    }

    /** @param network the pod's network namespace, when it has its own */
    void make(String sandboxId, SandboxConfig config, Optional<Path> network) throws InterruptedException {
        SandboxFiles files = files(sandboxId, config);
        StateFiles.createDirectories(files.directory());
        List<String> line = new ArrayList<>();
        network.ifPresent(path -> line.addAll(List.of("nsenter", "--net=" + path, "--")));
        line.add("unshare");
        StringBuilder script = new StringBuilder("set -e\n");
        if (network.isPresent()) {
            line.add("--uts=" + empty(files.hostNames()));
            script.append("hostname ")
                    .append(ShellText.quote(config.hostname()))
                    .append('\n');
            script.append("ip link set lo up\n");
        }
        if (!files.hostIpc()) {
            line.add("--ipc=" + empty(files.interProcess()));
            StateFiles.createDirectories(files.sharedMemory());
            script.append("mount -t tmpfs -o ").append(SHARED_MEMORY).append(" shm ");
            script.append(ShellText.quote(files.sharedMemory().toString())).append('\n');
        }
        sysctls(config.linux().sysctls(), script);
        line.addAll(List.of("sh", "-c", script.toString()));
        commands.mustRun(line, "");
    }

    private static void sysctls(Map<String, String> sysctls, StringBuilder script) {
        sysctls.forEach((name, value) -> script.append("printf %s ")
                .append(ShellText.quote(value))
                .append(" > ")
                .append(ShellText.quote("/proc/sys/" + name.replace('.', '/')))
                .append('\n'));
    }

    private static Path empty(Path file) {
        StateFiles.writeText(file, "");
        return file;
    }

    void remove(String sandboxId) throws InterruptedException {
        Path directory = root.resolve(sandboxId);
        if (Files.isDirectory(directory)) {
            List<String> line = new ArrayList<>(List.of("umount", "-l"));
            for (String name : List.of("uts", "ipc", "shm")) {
                if (Files.exists(directory.resolve(name))) {
                    line.add(directory.resolve(name).toString());
                }
            }
            if (line.size() > 2) {
                commands.run(line);
            }
            Trees.delete(directory);
        }
    }

    /** Removes those that nobody knows any more. */
    void removeAllBut(List<String> sandboxIds) throws InterruptedException {
        for (Path directory : StateFiles.children(root)) {
            String id = directory.getFileName().toString();
            if (!sandboxIds.contains(id)) {
                remove(id);
            }
        }
    }
}
