package io.jubernetes.scheduler.framework;

import io.fabric8.kubernetes.api.model.Pod;

/** Keeps pods out of the queue until they are ready to be tried. */
public interface PreEnqueuePlugin extends Plugin {

    /** Whether the pod may be tried. Asked again when the pod changes. */
    boolean admits(Pod pod);
}
