package io.jubernetes.scheduler.framework;

import io.jubernetes.scheduler.snapshot.ClusterSnapshot;
import io.jubernetes.scheduler.snapshot.NodeState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says which of the possible nodes are better. The same holds for it as for {@link FilterPlugin}. */
public interface ScorePlugin extends Plugin {

    long MAX = 100;

    /** How much its scores count when nothing else is said. */
    int weight();

    /**
     * Upstream's PreScore.
     *
     * @param nodes the possible nodes; none when {@link #isLocalScore}
     * @return what to ask each node, or null when the pod has nothing that this plugin looks at
     */
    @Nullable
    NodeScorer prepare(PodToPlace pod, ClusterSnapshot snapshot, List<NodeState> nodes);

    /** Like {@link FilterPlugin#isLocal}, before scores are normalized. */
    default boolean isLocalScore() {
        return false;
    }

    /** Scores one pod's nodes. */
    interface NodeScorer {

        /** Any number unless {@link #normalize} leaves it; then 0 to {@link #MAX}. */
        long score(NodeState node);

        /** Upstream's NormalizeScore: brings the scores of all possible nodes into 0 to {@link #MAX}, in place. */
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

    /** Stretches so that the smallest becomes 0 and the largest {@link #MAX}. */
    static void stretch(long[] scores) {
        long min = Long.MAX_VALUE;
        long max = Long.MIN_VALUE;
        for (long score : scores) {
            min = Math.min(min, score);
            max = Math.max(max, score);
        }
        for (int i = 0; i < scores.length; i++) {
            scores[i] = max == min ? 0 : (long) (MAX * ((double) (scores[i] - min) / (max - min)));
        }
    }
}
