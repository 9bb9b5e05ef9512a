package io.jubernetes.scheduler.plugins;

import io.jubernetes.scheduler.framework.NodeDemand;
import io.jubernetes.scheduler.framework.PodToPlace;
import io.jubernetes.scheduler.framework.Verdict;
import io.jubernetes.scheduler.snapshot.ClusterSnapshot;
import io.jubernetes.scheduler.snapshot.NodeState;
import io.jubernetes.scheduler.snapshot.PlacedPod;
import io.jubernetes.scheduler.snapshot.Recent;
import io.jubernetes.scheduler.snapshot.Tally;
import java.util.List;

/** How many pods each domain of each constraint has, for pods that are to be spread alike. */
final class SpreadCounts {

    private static final int REMEMBERED = 64;

    private final NodeAffinity affinity;
    private final TaintToleration taints = new TaintToleration();
    private final Recent<Key, Tally> tallies = new Recent<>(REMEMBERED);

    SpreadCounts(NodeAffinity affinity) {
        this.affinity = affinity;
    }

    private record Key(String namespace, List<SpreadConstraint> constraints, NodeDemand demand, boolean needsAllKeys) {}

    /** @param needsAllKeys whether a node without one of the topology keys is left out altogether */
    Tally at(ClusterSnapshot snapshot, PodToPlace pod, List<SpreadConstraint> constraints, boolean needsAllKeys) {
        Key key = new Key(pod.demand().namespace(), constraints, pod.nodeDemand(), needsAllKeys);
        return tallies.get(key, () -> new Tally(counter(pod, constraints, needsAllKeys)))
                .at(snapshot);
    }

    private Tally.Counter counter(PodToPlace pod, List<SpreadConstraint> constraints, boolean needsAllKeys) {
        String namespace = pod.demand().namespace();
        return (node, sink) -> {
            if (!node.isKnown() || (needsAllKeys && !hasAllKeys(node, constraints))) {
                return;
            }
            for (SpreadConstraint constraint : constraints) {
                String value = node.labels().get(constraint.topologyKey());
                if (value != null && isEligible(node, pod, constraint)) {
                    sink.add(constraint.group(), value, count(node, constraint, namespace));
                }
            }
        };
    }

    static boolean hasAllKeys(NodeState node, List<SpreadConstraint> constraints) {
        for (int i = 0; i < constraints.size(); i++) {
            if (!node.labels().containsKey(constraints.get(i).topologyKey())) {
                return false;
            }
        }
        return true;
    }

    private boolean isEligible(NodeState node, PodToPlace pod, SpreadConstraint constraint) {
        NodeAffinity.Check wanted = constraint.honorAffinity() ? affinity.prepare(pod, ClusterSnapshot.EMPTY) : null;
        return (wanted == null || wanted.test(node) == Verdict.PASS)
                && (!constraint.honorTaints()
                        || taints.prepare(pod, ClusterSnapshot.EMPTY).test(node) == Verdict.PASS);
    }

    private static long count(NodeState node, SpreadConstraint constraint, String namespace) {
        long count = 0;
        for (PlacedPod pod : node.pods()) {
            count += constraint.counts(pod, namespace) ? 1 : 0;
        }
        return count;
    }
}
