package io.jubernetes.kubelet.runtime.oci;

import io.jubernetes.kubelet.host.HostPrograms;
import io.jubernetes.kubelet.runtime.ContainerConfig.Terminal;
import io.jubernetes.kubelet.runtime.process.ContainerFiles;
import io.jubernetes.kubelet.runtime.process.ShellText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Writes a container's supervisor: a shell script in a mount namespace of its own that stacks the root file system, lets the
 * program run the container, waits for its end, and notes how it was.
 */
final class OciSupervisor {

    private static final String BEGINNING = """
            exec 9>>"$dir/launch.err"
            finish() { echo "$1" > "$exits/$id"; }
            fail() { echo "$1" >&9; finish 128; exit 128; }
            read -r stat 2>&9 < /proc/self/stat || stat=$$
            echo "$stat" > "$dir/pid"
            kills() { sed -n 's/^oom_kill //p' "$oom" 2>/dev/null | grep -v '^0$'; }
            before=$(kills)
            cd "$dir/lower" 2>&9 || fail "the container's directory is gone"
            mount -t overlay overlay -o "lowerdir=$lower,upperdir=../upper,workdir=../work" "$dir/root" 2>&9 ||
              fail "the root file system cannot be mounted"
            """;

    /** What the program says about a failed start is its last line of JSON; without a first process nothing was started. */
    private static final String END = """
            child=$!
            trap 'exec 8>&-' USR1
            echo "$child" > "$dir/child"
            while :; do
              wait "$child"; code=$?
              [ "$code" -gt 128 ] || break
              kill -0 "$child" 2>/dev/null || break
            done
            if [ "$(kills)" != "$before" ]; then : > "$dir/oom"; fi
            if [ -s "$dir/init.pid" ]; then
              finish "$code"
            else
              : > "$dir/stderr"
              cat "$dir/runtime.log" >&9
              finish 128
            fi
            """;

    private final OciProgram program;
    private final Path state;
    private final ContainerFiles files;

    OciSupervisor(OciProgram program, Path state, ContainerFiles files) {
        this.program = program;
        this.state = state;
        this.files = files;
    }

    /** @param layers how many the root file system has */
    String text(int layers, Terminal terminal, Path oomCounts) {
        String lower = IntStream.range(0, layers).mapToObj(Integer::toString).collect(Collectors.joining(":"));
        StringBuilder script = new StringBuilder();
        define(script, "dir", files.directory().toString());
        define(script, "exits", ContainerFiles.exits(files.root()).toString());
        define(script, "id", files.id());
        define(script, "lower", lower);
        define(script, "oom", oomCounts.toString());
        script.append(BEGINNING);
        if (program.hybrid()) {
            script.append("umount /sys/fs/cgroup/unified 2>&9\n");
        }
        return script.append(start(terminal)).append(END).append(delete()).toString();
    }

    private static void define(StringBuilder script, String name, String value) {
        script.append(name).append('=').append(ShellText.quote(value)).append('\n');
    }

    private String start(Terminal terminal) {
        OciFiles own = new OciFiles(files);
        List<String> words =
                new ArrayList<>(List.of("--log", own.runtimeLog().toString(), "--log-format", "json", "run"));
        if (program.keeps()) {
            words.add("--keep");
        }
        words.addAll(List.of(
                "--bundle",
                files.directory().toString(),
                "--pid-file",
                own.initPid().toString(),
                files.id()));
        String line = ShellText.quoteAll(program.inOwnMounts(state, words));
        boolean input = terminal.stdin() || terminal.tty();
        if (terminal.tty()) {
            // the program wants a terminal of its own: script(1) is the other side of one
            line = ShellText.quote(HostPrograms.find("script")) + " -qefc " + ShellText.quote(line) + " /dev/null";
        }
        return (input ? "exec 8<>\"$dir/stdin\"\n" : "") + line + (input ? " <\"$dir/stdin\" 8>&-" : " </dev/null")
                + " >>\"$dir/stdout\" 2>>\"$dir/stderr\" 9>&- &\n";
    }

    private String delete() {
        return program.keeps()
                ? ShellText.quoteAll(program.inOwnMounts(state, List.of("delete", "--force", files.id())))
                        + " >/dev/null 2>&1\n"
                : "";
    }
}
