package io.jubernetes.scheduler.framework;

import io.jubernetes.scheduler.snapshot.NodeState;
import io.jubernetes.scheduler.snapshot.PlacedPod;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened in the cluster and may make room for a pod that found none.
 *
 * @param node the node as it is now, for events of nodes
 * @param pod the pod as it is now or was last, for events of pods
 * @param podBefore the pod as it was before a change
 */
public record Change(
        ClusterEvent event,
        @Nullable NodeState node,
        @Nullable PlacedPod pod,
        @Nullable PlacedPod podBefore) {

    public static Change of(ClusterEvent event) {
        return new Change(event, null, null, null);
    }

    public static Change ofNode(ClusterEvent event, @Nullable NodeState node) {
        return new Change(event, node, null, null);
    }

    public static Change ofPod(ClusterEvent event, @Nullable PlacedPod pod) {
        return new Change(event, null, pod, null);
    }
}
