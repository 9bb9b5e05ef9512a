package io.jubernetes.scheduler.framework;

/** Told of pods that were bound. */
public interface PostBindPlugin extends Plugin {

    void bound(PodToPlace pod, String node);
}
