package io.jubernetes.scheduler.plugins;

import io.jubernetes.scheduler.framework.PodToPlace;
import io.jubernetes.scheduler.framework.ScorePlugin;
import io.jubernetes.scheduler.snapshot.ClusterSnapshot;
import io.jubernetes.scheduler.snapshot.NodeState;
import io.jubernetes.scheduler.snapshot.Resources;
import org.jspecify.annotations.Nullable;

/** Prefers nodes on which, with the pod, CPU and memory are taken in equal parts. */
public final class NodeResourcesBalancedAllocation implements ScorePlugin {

    @Override
    public String name() {
        return "NodeResourcesBalancedAllocation";
    }

    @Override
    public int weight() {
        return 1;
    }

    @Override
    public @Nullable NodeScorer prepare(PodToPlace pod, ClusterSnapshot snapshot) {
        Resources wanted = pod.demand().usage().requested();
        return wanted.isZero() ? null : node -> balance(wanted, node);
    }

    private static long balance(Resources wanted, NodeState node) {
        Resources total = node.allocatable();
        Resources used = node.usage().requested();
        if (total.milliCpu() == 0 || total.memory() == 0) {
            return 0;
        }
        double cpu = fraction(used.milliCpu() + wanted.milliCpu(), total.milliCpu());
        double memory = fraction(used.memory() + wanted.memory(), total.memory());
        double deviation = Math.abs(cpu - memory) / 2;
        return (long) ((1 - deviation) * MAX);
    }

    private static double fraction(long used, long total) {
        return Math.min(1.0, (double) used / total);
    }
}
