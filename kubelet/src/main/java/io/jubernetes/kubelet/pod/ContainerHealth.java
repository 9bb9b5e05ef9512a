package io.jubernetes.kubelet.pod;

/** What probes found out about running containers. */
public interface ContainerHealth {

    /** All is well, and everything counts as probed. */
    ContainerHealth ALL_WELL = new ContainerHealth() {
        @Override
        public boolean started(String containerId) {
            return true;
        }

        @Override
        public boolean ready(String containerId) {
            return true;
        }

        @Override
        public String failure(String containerId) {
            return "";
        }
    };

    /** Whether its startup probe has succeeded, or it has none. */
    boolean started(String containerId);

    /** Whether its readiness probe succeeds, or it has none. */
    boolean ready(String containerId);

    /** Which probe failed so often that the container has to be restarted, {@code liveness} or {@code startup}; else empty. */
    String failure(String containerId);
}
