package io.jubernetes.scheduler.framework;

import io.jubernetes.scheduler.framework.ScorePlugin.NodeScorer;
import io.jubernetes.scheduler.snapshot.ClusterSnapshot;
import io.jubernetes.scheduler.snapshot.NodeState;
import java.util.AbstractList;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/** Picks the node with the highest sum of weighted scores; among equals, chance decides. */
final class Ranking {

    private final Profile profile;
    private final PodToPlace pod;
    private final ClusterSnapshot snapshot;
    private final IntUnaryOperator chance;
    private final Extenders extenders;

    Ranking(Profile profile, PodToPlace pod, ClusterSnapshot snapshot, IntUnaryOperator chance, Extenders extenders) {
        this.extenders = extenders;
        this.chance = chance;
        this.profile = profile;
        this.pod = pod;
        this.snapshot = snapshot;
    }

    NodeState best(Search.Found found, NodeAnswers local) {
        int best = 0;
        if (found.size() > 1) {
            long[] totals = totals(found, local);
            int equals = 1;
            for (int i = 1; i < totals.length; i++) {
                boolean better = totals[i] > totals[best];
                boolean asGood = totals[i] == totals[best];
                equals = better ? 1 : asGood ? equals + 1 : equals;
                best = better || (asGood && chance.applyAsInt(equals) == 0) ? i : best;
            }
        }
        return snapshot.at(found.places()[best]);
    }

    private long[] totals(Search.Found found, NodeAnswers local) {
        long[] totals = new long[found.size()];
        long[] scores = new long[found.size()];
        List<NodeState> nodes = new Nodes(snapshot, found);
        List<ScorePlugin> plugins = profile.scorers();
        for (int i = 0; i < plugins.size(); i++) {
            ScorePlugin plugin = plugins.get(i);
            NodeScorer scorer = plugin.isLocalScore() ? local.scorer(i) : plugin.prepare(pod, snapshot, nodes);
            if (scorer != null) {
                score(scorer, plugin.isLocalScore() ? local : null, i, found, scores);
                scorer.normalize(scores);
                add(scores, profile.weight(plugin), totals);
            }
        }
        if (!extenders.isEmpty()) {
            Map<String, Long> more = extenders.score(pod.pod(), nodes);
            for (int i = 0; i < totals.length; i++) {
                totals[i] += more.getOrDefault(nodes.get(i).name(), 0L);
            }
        }
        return totals;
    }

    private void score(NodeScorer scorer, @Nullable NodeAnswers local, int index, Search.Found found, long[] scores) {
        for (int i = 0; i < scores.length; i++) {
            int place = found.places()[i];
            NodeState node = snapshot.at(place);
            scores[i] = local == null ? scorer.score(node) : local.score(index, place, node);
        }
    }

    private static void add(long[] scores, int weight, long[] totals) {
        for (int i = 0; i < totals.length; i++) {
            totals[i] += scores[i] * weight;
        }
    }

    /** The nodes found, without a list of their own. */
    private static final class Nodes extends AbstractList<NodeState> {

        private final ClusterSnapshot snapshot;
        private final Search.Found found;

        Nodes(ClusterSnapshot snapshot, Search.Found found) {
            this.snapshot = snapshot;
            this.found = found;
        }

        @Override
        public NodeState get(int index) {
            return snapshot.at(found.places()[index]);
        }

        @Override
        public int size() {
            return found.size();
        }
    }
}
