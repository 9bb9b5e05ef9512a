package io.jubernetes.scheduler.framework;

import io.jubernetes.scheduler.snapshot.ClusterSnapshot;
import io.jubernetes.scheduler.snapshot.NodeState;
import java.util.Set;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * Rules nodes out. What it says depends only on its arguments and on the cluster's other objects; what it remembers only spares
 * work. Used by one thread at a time.
 */
public interface FilterPlugin extends Plugin {

    /**
     * Upstream's PreFilter: looks at the pod once, before any node.
     *
     * @return what to ask each node, or null when the pod has nothing that this plugin looks at; {@link Nowhere} when no node
     *     can do
     */
    @Nullable
    NodeFilter prepare(PodToPlace pod, ClusterSnapshot snapshot);

    /**
     * Whether the answers depend on {@link PodToPlace#nodeDemand} and the node's own state alone. They are then asked once for
     * all pods that demand the same, until the node changes.
     */
    default boolean isLocal() {
        return false;
    }

    /** The only nodes worth asking, or null for all. */
    default @Nullable SortedSet<String> candidates(PodToPlace pod) {
        return null;
    }

    /** What has to happen in the cluster before a pod that this plugin kept out is worth another try. */
    Set<ClusterEvent> worthRetryingOn();

    /** Upstream's queueing hint: whether a change of such a kind may have lifted this plugin's rejection of the pod. */
    default boolean mayHelp(Change change, PodToPlace rejected) {
        return true;
    }

    /** A question to one node. */
    @FunctionalInterface
    interface NodeFilter {
        Verdict test(NodeState node);
    }

    /** No node can do, whatever it is like. */
    record Nowhere(String reason) implements NodeFilter {
        @Override
        public Verdict test(NodeState node) {
            return Verdict.never(reason);
        }
    }
}
