package io.jubernetes.scheduler.framework;

import io.jubernetes.scheduler.framework.ScorePlugin.NodeScorer;
import io.jubernetes.scheduler.snapshot.ClusterSnapshot;
import io.jubernetes.scheduler.snapshot.NodeState;
import java.util.List;

/** Picks the node with the highest sum of weighted scores; the one met first, among equals. */
final class Ranking {

    private final List<ScorePlugin> plugins;

    Ranking(List<ScorePlugin> plugins) {
        this.plugins = plugins;
    }

    NodeState best(PodToPlace pod, ClusterSnapshot snapshot, List<NodeState> nodes) {
        if (nodes.size() == 1) {
            return nodes.getFirst();
        }
        long[] totals = totals(pod, snapshot, nodes);
        int best = 0;
        for (int i = 1; i < totals.length; i++) {
            best = totals[i] > totals[best] ? i : best;
        }
        return nodes.get(best);
    }

    private long[] totals(PodToPlace pod, ClusterSnapshot snapshot, List<NodeState> nodes) {
        long[] totals = new long[nodes.size()];
        for (ScorePlugin plugin : plugins) {
            NodeScorer scorer = plugin.prepare(pod, snapshot);
            if (scorer != null) {
                addScores(scorer, plugin.weight(), nodes, totals);
            }
        }
        return totals;
    }

    private static void addScores(NodeScorer scorer, int weight, List<NodeState> nodes, long[] totals) {
        long[] scores = new long[totals.length];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = scorer.score(nodes.get(i));
        }
        scorer.normalize(scores);
        for (int i = 0; i < scores.length; i++) {
            totals[i] += scores[i] * weight;
        }
    }
}
