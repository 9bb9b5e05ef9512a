package io.jubernetes.scheduler.framework;

import io.jubernetes.scheduler.snapshot.ClusterSnapshot;
import io.jubernetes.scheduler.snapshot.NodeState;
import java.util.Set;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/** Rules nodes out. Stateless: what it says depends only on its arguments. */
public interface FilterPlugin {

    /** The name that upstream has for it. */
    String name();

    /**
     * Looks at the pod once, before any node.
     *
     * @return what to ask each node, or null when the pod has nothing that this plugin looks at
     */
    @Nullable
    NodeFilter prepare(PodToPlace pod, ClusterSnapshot snapshot);

    /** The only nodes worth asking, or null for all. */
    default @Nullable SortedSet<String> candidates(PodToPlace pod) {
        return null;
    }

    /** What has to happen in the cluster before a pod that this plugin kept out is worth another try. */
    Set<ClusterEvent> worthRetryingOn();

    /** A question to one node. */
    @FunctionalInterface
    interface NodeFilter {
        Verdict test(NodeState node);
    }
}
