package io.jubernetes.kubelet.runtime.process;

import io.jubernetes.kubelet.host.HostPrograms;
import io.jubernetes.kubelet.runtime.ContainerConfig;
import io.jubernetes.kubelet.runtime.ContainerConfig.Mount;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes a container's supervisor: a shell script that notes who it is, makes the container's surroundings, starts the main
 * process, hands SIGTERM on to it, waits for it, and notes its exit code.
 */
final class SupervisorScript {

    private static final String BEGINNING = """
            exec 9>>"$dir/launch.err"
            finish() { echo "$1" > "$exits/$id"; exit "$1"; }
            fail() { echo "$1" >&9; finish 128; }
            read -r stat 2>&9 < /proc/self/stat || stat=$$
            echo "$stat" > "$dir/pid"
            """;

    /**
     * Waiting is cut short by a signal that has a trap: then the main process is still there, and waiting goes on, or it has just
     * ended, and asking again tells how.
     */
    private static final String END = """
            child=$!
            trap 'kill -TERM "$child" 2>&9' TERM
            trap 'exec 8>&-' USR1
            echo "$child" > "$dir/child"
            while :; do
              wait "$child"; code=$?
              [ "$code" -gt 128 ] || break
              if kill -0 "$child" 2>/dev/null; then continue; fi
              wait "$child"; again=$?
              [ "$again" = 127 ] || code=$again
              break
            done
            """;

    /** Runs as the main process until it becomes the command, and says when it does: $0 is the working directory. */
    private static final String ENTRY =
            "cd -- \"$0\" || { echo \"working directory $0 cannot be entered\" >&9; exit 128; };"
                    + " command -v -- \"$1\" >/dev/null 2>&1 ||"
                    + " { echo \"exec: \\\"$1\\\": executable file not found in \\$PATH\" >&9; exit 127; };"
                    + " echo entered >&7; exec %s\"$@\" 7>&- 9>&-";

    private final HostFeatures features;
    private final ContainerFiles files;
    private final ContainerConfig config;
    private final Map<String, String> environment;

    SupervisorScript(
            HostFeatures features, ContainerFiles files, ContainerConfig config, Map<String, String> environment) {
        this.features = features;
        this.files = files;
        this.config = config;
        this.environment = environment;
    }

    String text(String hostname, List<Mount> mounts, @Nullable RootFilesystem root, String workingDirectory) {
        StringBuilder script = new StringBuilder();
        script.append("dir=")
                .append(ShellText.quote(files.directory().toString()))
                .append('\n');
        script.append("exits=")
                .append(ShellText.quote(ContainerFiles.exits(files.root()).toString()))
                .append('\n');
        script.append("id=").append(files.id()).append('\n').append(BEGINNING);
        if (root != null) {
            script.append(root.lines())
                    .append("hostname ")
                    .append(ShellText.quote(hostname))
                    .append(" 2>&9\n");
            mounts.forEach(m -> script.append(mountLine(m)));
            script.append("mkdir -p \"$dir/root\"")
                    .append(ShellText.quote(workingDirectory))
                    .append(" 2>&9\n");
        }
        script.append(exports()).append(start(root != null, workingDirectory)).append(END);
        if (root == null) {
            script.append("kill -KILL -- \"-$child\" 2>/dev/null\n");
        }
        return script.append("finish \"$code\"\n").toString();
    }

    private static String mountLine(Mount mount) {
        return "put " + ShellText.quote(mount.hostPath().toString()) + " " + ShellText.quote(mount.containerPath())
                + (Files.isDirectory(mount.hostPath()) ? " d" : " f") + (mount.readOnly() ? " ro" : " rw") + "\n";
    }

    private String exports() {
        return environment.entrySet().stream()
                .filter(e -> ShellText.isName(e.getKey()))
                .map(e -> "export " + e.getKey() + "=" + ShellText.quote(e.getValue()) + "\n")
                .collect(Collectors.joining());
    }

    private String start(boolean ownRoot, String workingDirectory) {
        List<String> words = new ArrayList<>();
        if (features.setsid()) {
            words.add(HostPrograms.find("setsid"));
        }
        if (features.resetSignals()) {
            words.addAll(List.of(HostPrograms.find("env"), "--default-signal=INT,QUIT"));
        }
        if (ownRoot) {
            words.addAll(List.of(
                    HostPrograms.find("chroot"),
                    files.directory().resolve("root").toString()));
        }
        words.addAll(Rights.words(features, config));
        words.addAll(List.of("/bin/sh", "-c", ENTRY.formatted(oddVariables()), workingDirectory));
        words.addAll(config.command().command());
        words.addAll(config.command().args());
        String input = config.terminal().stdin() ? "<\"$dir/stdin\" 8>&-" : "</dev/null";
        String jobControl =
                (features.setsid() ? "" : "set -m\n") + (config.terminal().stdin() ? "exec 8<>\"$dir/stdin\"\n" : "");
        return jobControl + ShellText.quoteAll(words) + " " + input
                + " >>\"$dir/stdout\" 2>>\"$dir/stderr\" 7>\"$dir/entered\" &\n";
    }

    /** Variables whose names a shell cannot hold are given to the command by env(1). */
    private String oddVariables() {
        String odd = environment.entrySet().stream()
                .filter(e -> !ShellText.isName(e.getKey()))
                .map(e -> ShellText.quote(e.getKey() + "=" + e.getValue()))
                .collect(Collectors.joining(" "));
        return odd.isEmpty() ? "" : "env " + odd + " ";
    }
}
