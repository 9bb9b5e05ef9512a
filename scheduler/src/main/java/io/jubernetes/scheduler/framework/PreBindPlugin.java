package io.jubernetes.scheduler.framework;

/** Does what has to be done before a pod is bound: its volumes, for instance. It writes, and may wait. */
public interface PreBindPlugin extends Plugin {

    /** @return why the pod cannot be bound; empty when it can */
    String preBind(PodToPlace pod, String node) throws InterruptedException;

    /**
     * Waits for what {@link #preBind} began. Called by a task of the pod's own that holds nothing others may need.
     *
     * @return why the pod cannot be bound; empty when it can
     */
    default String await(PodToPlace pod, String node) throws InterruptedException {
        return "";
    }

    /** Whether there is something to wait for. */
    default boolean waits(PodToPlace pod) {
        return false;
    }
}
