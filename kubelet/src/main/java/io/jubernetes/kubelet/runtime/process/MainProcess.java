package io.jubernetes.kubelet.runtime.process;

import java.util.Optional;

/** A container's processes: the supervisor, the main process it started, and what that started. */
public interface MainProcess {

    ProcessIdentity supervisor();

    default boolean isAlive() {
        return supervisor().isAlive();
    }

    /** Asks the main process to end. */
    void terminate();

    /** SIGKILL for all of them, but a supervisor that notes the exit code. */
    void kill();

    /** Kills what the main process left behind when it ended. */
    void killRest();

    /** The host's number of the main process while it runs. */
    Optional<Long> hostPid();
}
