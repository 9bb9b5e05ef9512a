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
record ContainerFiles(Path root, String id) {

    Path directory() {
        return root.resolve("containers").resolve(id);
    }

    Path record() {
        return directory().resolve("container.json");
    }

    Path script() {
        return directory().resolve("run.sh");
    }

    Path pid() {
        return directory().resolve("pid");
    }

    /** Has a line as soon as the main process becomes the command. */
    Path entered() {
        return directory().resolve("entered");
    }

    Path child() {
        return directory().resolve("child");
    }

    Path launchErrors() {
        return directory().resolve("launch.err");
    }

    Path stdin() {
        return directory().resolve("stdin");
    }

    Path stdout() {
        return directory().resolve("stdout");
    }

    Path stderr() {
        return directory().resolve("stderr");
    }

    Path logPosition() {
        return directory().resolve("log.position");
    }

    Path exit() {
        return directory().resolve("exit");
    }

    Path workingDirectory() {
        return directory().resolve("cwd");
    }

    Path reportedExit() {
        return exits(root).resolve(id);
    }

    static Path exits(Path root) {
        return root.resolve("exits");
    }
}
