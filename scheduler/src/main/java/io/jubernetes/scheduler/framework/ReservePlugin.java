package io.jubernetes.scheduler.framework;

/** Keeps what a pod will take besides room on its node, from the decision until it is bound. */
public interface ReservePlugin extends Plugin {

    /** @return why it cannot be had after all; empty when it is kept */
    String reserve(PodToPlace pod, String node);

    /** Gives back what was kept; also called when nothing was. */
    void unreserve(PodToPlace pod, String node);
}
