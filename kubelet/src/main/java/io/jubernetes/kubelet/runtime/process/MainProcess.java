package io.jubernetes.kubelet.runtime.process;

import java.util.Optional;

/**
 * A container's processes: the supervisor, the main process it started, and what that started.
 *
 * @param isolation with own process ids all die with the supervisor; otherwise they are found by their session
 * @param child the main process' number as the supervisor sees it; 0 before it was started
 */
record MainProcess(Isolation isolation, ProcessIdentity supervisor, long child) {

    boolean isAlive() {
        return supervisor.isAlive();
    }

    /** SIGTERM: the supervisor hands it on. */
    void terminate() {
        supervisor.terminate();
    }

    /** SIGKILL for all of them. The supervisor of a mere session stays to note the exit code. */
    void kill() {
        if (isolation.hasNamespaces() || child == 0) {
            supervisor.kill();
            return;
        }
        killSession();
    }

    /** Kills what the main process left behind in its session. */
    void killSession() {
        if (!isolation.hasNamespaces() && child != 0) {
            ProcessHandle.allProcesses()
                    .filter(p -> p.pid() == child || ProcessIdentity.sessionOf(p.pid()) == child)
                    .forEach(ProcessHandle::destroyForcibly);
        }
    }

    /** The host's number of the main process while it runs. */
    Optional<Long> hostPid() {
        return supervisor.child().map(ProcessHandle::pid);
    }
}
