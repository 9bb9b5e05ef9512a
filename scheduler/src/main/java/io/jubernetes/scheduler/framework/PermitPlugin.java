package io.jubernetes.scheduler.framework;

/** Has the last word before a pod is bound. It may wait. */
public interface PermitPlugin extends Plugin {

    /** @return why the pod may not go there; empty when it may */
    String permit(PodToPlace pod, String node) throws InterruptedException;
}
