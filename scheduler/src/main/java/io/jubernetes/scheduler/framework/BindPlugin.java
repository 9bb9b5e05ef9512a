package io.jubernetes.scheduler.framework;

import io.fabric8.kubernetes.api.model.Pod;

/** Tells the API server where a pod goes. */
public interface BindPlugin extends Plugin {

    /** Throws only when the pod is certainly not on the node by this. */
    void bind(Pod pod, String node) throws InterruptedException;
}
