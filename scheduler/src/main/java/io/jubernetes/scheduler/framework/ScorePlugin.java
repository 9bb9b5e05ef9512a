package io.jubernetes.scheduler.framework;

import io.jubernetes.scheduler.snapshot.ClusterSnapshot;
import io.jubernetes.scheduler.snapshot.NodeState;
import org.jspecify.annotations.Nullable;

/** Says which of the possible nodes are better. Stateless. */
public interface ScorePlugin {

    long MAX = 100;

    /** The name that upstream has for it. */
    String name();

    /** How much its scores count. */
    int weight();

    /** @return what to ask each node, or null when the pod has nothing that this plugin looks at */
    @Nullable
    NodeScorer prepare(PodToPlace pod, ClusterSnapshot snapshot);

    /** Scores one pod's nodes. */
    interface NodeScorer {

        /** Any number unless {@link #normalize} leaves it; then 0 to {@link #MAX}. */
        long score(NodeState node);

        /** Brings the scores of all possible nodes into 0 to {@link #MAX}, in place. */
        default void normalize(long[] scores) {}
    }

    /** Scales so that the largest becomes {@link #MAX}. */
    static void scale(long[] scores, boolean fewerIsBetter) {
        long max = 0;
        for (long score : scores) {
            max = Math.max(max, score);
        }
        for (int i = 0; i < scores.length; i++) {
            long scaled = max == 0 ? 0 : scores[i] * MAX / max;
            scores[i] = fewerIsBetter ? MAX - scaled : scaled;
        }
    }
}
