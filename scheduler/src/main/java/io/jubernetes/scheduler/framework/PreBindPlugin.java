package io.jubernetes.scheduler.framework;

/** Does what has to be done before a pod is bound: its volumes, for instance. It writes, and may wait. */
public interface PreBindPlugin extends Plugin {

    /** @return why the pod cannot be bound; empty when it can */
    String preBind(PodToPlace pod, String node) throws InterruptedException;
}
