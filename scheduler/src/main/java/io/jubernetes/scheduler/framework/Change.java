package io.jubernetes.scheduler.framework;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.jubernetes.scheduler.snapshot.NodeState;
import io.jubernetes.scheduler.snapshot.PlacedPod;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened in the cluster and may make room for a pod that found none.
 *
 * @param node the node as it is now, for events of nodes
 * @param pod the pod as it is now or was last, for events of pods
 * @param podBefore the pod as it was before a change
 * @param object any other object, as it is now or was last
 */
public record Change(
        ClusterEvent event,
        @Nullable NodeState node,
        @Nullable PlacedPod pod,
        @Nullable PlacedPod podBefore,
        @Nullable HasMetadata object) {

    public static Change of(ClusterEvent event) {
        return new Change(event, null, null, null, null);
    }

    public static Change ofNode(ClusterEvent event, @Nullable NodeState node) {
        return new Change(event, node, null, null, null);
    }

    public static Change ofObject(ClusterEvent event, HasMetadata object) {
        return new Change(event, null, null, null, object);
    }

    public static Change ofPod(ClusterEvent event, @Nullable PlacedPod pod) {
        return new Change(event, null, pod, null, null);
    }
}
