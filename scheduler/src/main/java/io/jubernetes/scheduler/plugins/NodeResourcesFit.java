package io.jubernetes.scheduler.plugins;

import io.jubernetes.scheduler.framework.ClusterEvent;
import io.jubernetes.scheduler.framework.FilterPlugin;
import io.jubernetes.scheduler.framework.PodToPlace;
import io.jubernetes.scheduler.framework.ScorePlugin;
import io.jubernetes.scheduler.framework.Verdict;
import io.jubernetes.scheduler.snapshot.ClusterSnapshot;
import io.jubernetes.scheduler.snapshot.NodeState;
import io.jubernetes.scheduler.snapshot.Resources;
import io.jubernetes.scheduler.snapshot.Usage;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * A node must have what the pod requests left over, and room for one more pod. Of the nodes that have, the emptier is better
 * (upstream's default strategy, LeastAllocated, with CPU and memory counting the same).
 */
public final class NodeResourcesFit implements FilterPlugin, ScorePlugin {

    @Override
    public String name() {
        return "NodeResourcesFit";
    }

    @Override
    public int weight() {
        return 1;
    }

    @Override
    public Check prepare(PodToPlace pod, ClusterSnapshot snapshot) {
        return new Check(pod.demand().usage());
    }

    @Override
    public Set<ClusterEvent> worthRetryingOn() {
        return EnumSet.of(
                ClusterEvent.NODE_ADDED,
                ClusterEvent.NODE_ALLOCATABLE_CHANGED,
                ClusterEvent.POD_LEFT_NODE,
                ClusterEvent.POD_ON_NODE_CHANGED);
    }

    /** One pod's requests against what a node has left. */
    record Check(Usage demand) implements NodeFilter, NodeScorer {

        @Override
        public Verdict test(NodeState node) {
            if (node.podCount() + 1 <= node.allowedPods() && isCovered(demand.requested(), node)) {
                return Verdict.PASS;
            }
            return shortages(node);
        }

        private static boolean isCovered(Resources wanted, NodeState node) {
            Resources total = node.allocatable();
            Resources used = node.usage().requested();
            return covers(wanted.milliCpu(), total.milliCpu(), used.milliCpu())
                    && covers(wanted.memory(), total.memory(), used.memory())
                    && covers(wanted.ephemeralStorage(), total.ephemeralStorage(), used.ephemeralStorage())
                    && wanted.extended().entrySet().stream()
                            .allMatch(e -> covers(e.getValue(), total.extended(e.getKey()), used.extended(e.getKey())));
        }

        private static boolean covers(long wanted, long total, long used) {
            return wanted == 0 || wanted <= total - used;
        }

        private Verdict shortages(NodeState node) {
            Shortages found = new Shortages(new ArrayList<>());
            boolean resolvable = true;
            if (node.podCount() + 1 > node.allowedPods()) {
                found.reasons.add("Too many pods");
                resolvable = node.allowedPods() > 0;
            }
            Resources wanted = demand.requested();
            Resources total = node.allocatable();
            Resources used = node.usage().requested();
            resolvable &= found.note(Resources.CPU, wanted.milliCpu(), total.milliCpu(), used.milliCpu());
            resolvable &= found.note(Resources.MEMORY, wanted.memory(), total.memory(), used.memory());
            resolvable &= found.note(
                    Resources.EPHEMERAL_STORAGE,
                    wanted.ephemeralStorage(),
                    total.ephemeralStorage(),
                    used.ephemeralStorage());
            for (String name : wanted.extended().keySet()) {
                resolvable &= found.note(name, wanted.extended(name), total.extended(name), used.extended(name));
            }
            return new Verdict.Reject(List.copyOf(found.reasons), resolvable);
        }

        @Override
        public long score(NodeState node) {
            Resources total = node.allocatable();
            long cpu = free(total.milliCpu(), node.usage().assumedMilliCpu() + demand.assumedMilliCpu());
            long memory = free(total.memory(), node.usage().assumedMemory() + demand.assumedMemory());
            int weights = (total.milliCpu() > 0 ? 1 : 0) + (total.memory() > 0 ? 1 : 0);
            return weights == 0 ? 0 : (cpu + memory) / weights;
        }

        private static long free(long total, long used) {
            return total == 0 || used > total ? 0 : (long) ((double) (total - used) / total * MAX);
        }

        private record Shortages(List<String> reasons) {

            /** @return false when the node has too little even when it is empty */
            boolean note(String name, long wanted, long total, long used) {
                if (covers(wanted, total, used)) {
                    return true;
                }
                reasons.add("Insufficient " + name);
                return wanted <= total;
            }
        }
    }
}
