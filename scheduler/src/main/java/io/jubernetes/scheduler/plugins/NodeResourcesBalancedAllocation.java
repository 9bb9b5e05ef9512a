package io.jubernetes.scheduler.plugins;

import io.jubernetes.scheduler.framework.PodToPlace;
import io.jubernetes.scheduler.framework.ScorePlugin;
import io.jubernetes.scheduler.snapshot.ClusterSnapshot;
import io.jubernetes.scheduler.snapshot.NodeState;
import io.jubernetes.scheduler.snapshot.Resources;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Prefers nodes on which, with the pod, all resources that count are taken in equal parts. */
public final class NodeResourcesBalancedAllocation implements ScorePlugin {

    private final List<String> resources;

    public NodeResourcesBalancedAllocation() {
        this(List.of(Resources.CPU, Resources.MEMORY));
    }

    public NodeResourcesBalancedAllocation(List<String> resources) {
        this.resources = List.copyOf(resources);
    }

    @Override
    public String name() {
        return "NodeResourcesBalancedAllocation";
    }

    @Override
    public int weight() {
        return 1;
    }

    @Override
    public boolean isLocalScore() {
        return true;
    }

    /** A pod that requests nothing unbalances nothing. */
    @Override
    public @Nullable NodeScorer prepare(PodToPlace pod, ClusterSnapshot snapshot, List<NodeState> nodes) {
        Resources wanted = pod.demand().usage().requested();
        return wanted.isZero() ? null : node -> balance(wanted, node);
    }

    private long balance(Resources wanted, NodeState node) {
        double[] fractions = new double[resources.size()];
        int counted = 0;
        for (int i = 0; i < fractions.length; i++) {
            String name = resources.get(i);
            long total = node.allocatable().amount(name);
            boolean counts = total > 0 && (!Resources.isExtended(name) || wanted.amount(name) > 0);
            if (counts) {
                long used = node.usage().requested().amount(name) + wanted.amount(name);
                fractions[counted++] = Math.min(1.0, (double) used / total);
            }
        }
        return (long) ((1 - deviation(fractions, counted)) * MAX);
    }

    private static double deviation(double[] fractions, int count) {
        if (count == 2) {
            return Math.abs(fractions[0] - fractions[1]) / 2;
        }
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += fractions[i];
        }
        double squares = 0;
        for (int i = 0; i < count; i++) {
            double distance = fractions[i] - sum / count;
            squares += distance * distance;
        }
        return count < 2 ? 0 : Math.sqrt(squares / count);
    }
}
