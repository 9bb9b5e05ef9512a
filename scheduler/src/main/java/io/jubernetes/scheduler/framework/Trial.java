package io.jubernetes.scheduler.framework;

import io.jubernetes.scheduler.snapshot.ClusterSnapshot;
import io.jubernetes.scheduler.snapshot.NodeState;
import org.jspecify.annotations.Nullable;

/** Asks whether a pod would fit on a node if that had fewer pods than it has in the snapshot. */
public final class Trial {

    private final Search search;

    Trial(Search search) {
        this.search = search;
    }

    /** Whether the answers depend on the node alone, as {@link FilterPlugin#isLocal} says. */
    public boolean isLocal() {
        return search.isLocal();
    }

    /**
     * @param fewer a node of the snapshot with some of its pods taken away
     * @return why the pod still does not fit; null when it does
     */
    public Verdict.@Nullable Reject rejection(ClusterSnapshot snapshot, NodeState fewer) {
        Rejection rejection = search.withFewer(snapshot, fewer);
        return rejection == null ? null : rejection.verdict();
    }
}
