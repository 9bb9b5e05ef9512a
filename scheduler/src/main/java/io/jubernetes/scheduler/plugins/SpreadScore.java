package io.jubernetes.scheduler.plugins;

import io.jubernetes.scheduler.framework.ScorePlugin;
import io.jubernetes.scheduler.framework.ScorePlugin.NodeScorer;
import io.jubernetes.scheduler.snapshot.Domains;
import io.jubernetes.scheduler.snapshot.NodeState;
import io.jubernetes.scheduler.snapshot.Tally;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Prefers nodes whose domains have fewer of the pods. A domain counts more the more domains there are, as otherwise spreading over
 * many would be outweighed by spreading over few.
 */
final class SpreadScore implements NodeScorer {

    private static final long IGNORED = -1;

    private final List<SpreadConstraint> constraints;
    private final Domains[] domains;
    private final double[] weights;
    private final boolean needsAllKeys;

    SpreadScore(List<SpreadConstraint> constraints, Tally counts, List<NodeState> nodes, boolean needsAllKeys) {
        this.constraints = constraints;
        this.needsAllKeys = needsAllKeys;
        this.domains = new Domains[constraints.size()];
        this.weights = new double[constraints.size()];
        for (int i = 0; i < weights.length; i++) {
            domains[i] = counts.of(constraints.get(i).group());
            weights[i] = Math.log(domainCount(constraints.get(i), nodes) + 2.0);
        }
    }

    private int domainCount(SpreadConstraint constraint, List<NodeState> nodes) {
        boolean byNode = SpreadConstraint.HOSTNAME.equals(constraint.topologyKey());
        int counted = 0;
        Set<String> values = new HashSet<>();
        for (NodeState node : nodes) {
            if (!isIgnored(node)) {
                counted++;
                String value = byNode ? null : node.labels().get(constraint.topologyKey());
                if (value != null) {
                    values.add(value);
                }
            }
        }
        return byNode ? counted : values.size();
    }

    private boolean isIgnored(NodeState node) {
        return needsAllKeys && !SpreadCounts.hasAllKeys(node, constraints);
    }

    @Override
    public long score(NodeState node) {
        if (isIgnored(node)) {
            return IGNORED;
        }
        double score = 0;
        for (int i = 0; i < weights.length; i++) {
            SpreadConstraint constraint = constraints.get(i);
            String value = node.labels().get(constraint.topologyKey());
            if (value != null) {
                score += domains[i].sum(value) * weights[i] + (constraint.maxSkew() - 1);
            }
        }
        return Math.round(score);
    }

    @Override
    public void normalize(long[] scores) {
        long min = Long.MAX_VALUE;
        long max = 0;
        for (long score : scores) {
            if (score != IGNORED) {
                min = Math.min(min, score);
                max = Math.max(max, score);
            }
        }
        for (int i = 0; i < scores.length; i++) {
            if (scores[i] == IGNORED) {
                scores[i] = 0;
            } else {
                scores[i] = max == 0 ? ScorePlugin.MAX : ScorePlugin.MAX * (max + min - scores[i]) / max;
            }
        }
    }
}
