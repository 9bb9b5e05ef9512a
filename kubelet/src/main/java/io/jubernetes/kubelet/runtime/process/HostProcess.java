package io.jubernetes.kubelet.runtime.process;

import java.util.Optional;

/**
 * The processes of a container that is a process of the host.
 *
 * @param isolation with own process ids all die with the supervisor; otherwise they are found by their session
 * @param child the main process' number as the supervisor sees it; 0 before it was started
 */
record HostProcess(Isolation isolation, ProcessIdentity supervisor, long child) implements MainProcess {

    /** Containers of the process runtime. */
    record Kind(Isolation isolation) implements ContainerKind {
        @Override
        public boolean hasEntered(ContainerFiles files) {
            return !child(files).isEmpty()
                    && StateFiles.readText(files.entered()).endsWith("\n");
        }

        @Override
        public MainProcess processes(ContainerFiles files, ProcessIdentity supervisor) {
            String child = child(files);
            return new HostProcess(isolation, supervisor, child.isEmpty() ? 0 : Long.parseLong(child));
        }

        @Override
        public String reason(ContainerFiles files, int exitCode) {
            boolean noMemory = exitCode == 137
                    && ContainerCgroup.of(files)
                            .map(g -> g.killedForMemory() > 0)
                            .orElse(false);
            return noMemory ? "OOMKilled" : ContainerKind.super.reason(files, exitCode);
        }

        private static String child(ContainerFiles files) {
            return StateFiles.readText(files.child()).trim();
        }
    }

    /** SIGTERM: the supervisor hands it on. */
    @Override
    public void terminate() {
        supervisor.terminate();
    }

    @Override
    public void kill() {
        if (isolation.hasNamespaces() || child == 0) {
            supervisor.kill();
            return;
        }
        killRest();
    }

    @Override
    public void killRest() {
        if (!isolation.hasNamespaces() && child != 0) {
            ProcessHandle.allProcesses()
                    .filter(p -> p.pid() == child || ProcessIdentity.sessionOf(p.pid()) == child)
                    .forEach(ProcessHandle::destroyForcibly);
        }
    }

    @Override
    public Optional<Long> hostPid() {
        return supervisor.child().map(ProcessHandle::pid);
    }
}
