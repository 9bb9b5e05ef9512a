package io.jubernetes.scheduler.framework;

import io.jubernetes.scheduler.framework.FilterPlugin.NodeFilter;
import io.jubernetes.scheduler.framework.ScorePlugin.NodeScorer;
import io.jubernetes.scheduler.snapshot.ClusterSnapshot;
import io.jubernetes.scheduler.snapshot.NodeState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the local plugins of a profile say of each node, for all pods that demand the same. An answer holds as long as the node's
 * state is the very same object, so that a decision asks only the nodes that changed since the last one.
 */
final class NodeAnswers {

    private final List<Prepared> filters = new ArrayList<>();
    private final @Nullable NodeScorer[] scorers;
    /** What each node said to pods of a priority beside those that are nominated there; kept where some are. */
    private @Nullable Crowded[] crowded = new Crowded[0];

    private @Nullable NodeState[] asked = new NodeState[0];
    private @Nullable Rejection[] rejections = new Rejection[0];
    private long[] @Nullable [] scores = new long[0][];

    record Prepared(FilterPlugin plugin, NodeFilter filter) {}

    private record Crowded(
            NodeState node, int priority, @Nullable Rejection rejection) {}

    NodeAnswers(Profile profile, PodToPlace pod) {
        List<ScorePlugin> all = profile.scorers();
        scorers = new NodeScorer[all.size()];
        for (FilterPlugin plugin : profile.filters()) {
            NodeFilter filter = plugin.isLocal() ? plugin.prepare(pod, ClusterSnapshot.EMPTY) : null;
            if (filter != null) {
                filters.add(new Prepared(plugin, filter));
            }
        }
        for (int i = 0; i < scorers.length; i++) {
            ScorePlugin plugin = all.get(i);
            scorers[i] = plugin.isLocalScore() ? plugin.prepare(pod, ClusterSnapshot.EMPTY, List.of()) : null;
        }
    }

    /** Makes room for the places of a snapshot. */
    void fit(int size) {
        if (size > asked.length) {
            asked = Arrays.copyOf(asked, size);
            rejections = Arrays.copyOf(rejections, size);
            crowded = Arrays.copyOf(crowded, size);
            scores = Arrays.copyOf(scores, size);
        }
    }

    /** Why the node will not do; null when it will. */
    @Nullable
    Rejection rejection(int place, NodeState node) {
        if (asked[place] != node) {
            asked[place] = node;
            scores[place] = null;
            rejections[place] = Rejection.first(filters, node);
        }
        return rejections[place];
    }

    /** What {@code ask} says of a node with nominated pods to pods of a priority, as long as the node is as it was. */
    @Nullable
    Rejection crowded(int place, NodeState node, int priority, Function<NodeState, @Nullable Rejection> ask) {
        Crowded known = crowded[place];
        if (known == null || known.node() != node || known.priority() != priority) {
            known = new Crowded(node, priority, ask.apply(node));
            crowded[place] = known;
        }
        return known.rejection();
    }

    /** The first rejection of a node that is not in the snapshot. */
    @Nullable
    Rejection rejection(NodeState node) {
        return Rejection.first(filters, node);
    }

    @Nullable
    NodeScorer scorer(int index) {
        return scorers[index];
    }

    /** A score before it is normalized, for a scorer that there is and a node that was asked. */
    long score(int index, int place, NodeState node) {
        long[] known = scores[place];
        if (known == null) {
            known = new long[scorers.length];
            for (int i = 0; i < known.length; i++) {
                NodeScorer scorer = scorers[i];
                known[i] = scorer == null ? 0 : scorer.score(node);
            }
            scores[place] = known;
        }
        return known[index];
    }
}
