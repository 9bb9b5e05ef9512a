package io.jubernetes.kubelet.runtime.process;

import java.nio.file.Path;

/**
 * Where a container's files are.
 *
 * <pre>
 * containers/ID/container.json   what it is made from
 *               run.sh           its supervisor
 *               pid              the supervisor's line of /proc/self/stat, once it runs
 *               child            the main process' number, once it was started
 *               launch.err       what went wrong before or instead of the main process
 *               stdout, stderr   what it wrote and is not in its log yet
 *               stdin            a pipe, when its input is kept open
 *               log.position     how far its output is in the log
 *               exit             its exit code, taken over from exits/ID
 *               cwd/             its working directory, where the host's root is not its own
 *               upper/ work/ root/  its root file system
 * exits/ID                       its exit code, written by the supervisor
 * </pre>
 */
public record ContainerFiles(Path root, String id) {

    public Path directory() {
        return root.resolve("containers").resolve(id);
    }

    public Path record() {
        return directory().resolve("container.json");
    }

    public Path script() {
        return directory().resolve("run.sh");
    }

    public Path pid() {
        return directory().resolve("pid");
    }

    /** Has a line as soon as the main process becomes the command. */
    public Path entered() {
        return directory().resolve("entered");
    }

    public Path child() {
        return directory().resolve("child");
    }

    public Path launchErrors() {
        return directory().resolve("launch.err");
    }

    public Path stdin() {
        return directory().resolve("stdin");
    }

    public Path stdout() {
        return directory().resolve("stdout");
    }

    public Path stderr() {
        return directory().resolve("stderr");
    }

    public Path logPosition() {
        return directory().resolve("log.position");
    }

    public Path exit() {
        return directory().resolve("exit");
    }

    public Path workingDirectory() {
        return directory().resolve("cwd");
    }

    public Path reportedExit() {
        return exits(root).resolve(id);
    }

    public static Path exits(Path root) {
        return root.resolve("exits");
    }
}
