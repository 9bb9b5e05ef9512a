package io.jubernetes.scheduler.plugins;

import io.jubernetes.scheduler.framework.Change;
import io.jubernetes.scheduler.framework.ClusterEvent;
import io.jubernetes.scheduler.framework.FilterPlugin;
import io.jubernetes.scheduler.framework.PodToPlace;
import io.jubernetes.scheduler.framework.ScorePlugin;
import io.jubernetes.scheduler.snapshot.ClusterSnapshot;
import io.jubernetes.scheduler.snapshot.NodeState;
import io.jubernetes.scheduler.snapshot.PlacedPod;
import io.jubernetes.scheduler.snapshot.Resources;
import io.jubernetes.scheduler.snapshot.Usage;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A node must have what the pod requests left over, and room for one more pod. Which of the nodes that have is better is said by a
 * strategy.
 */
public final class NodeResourcesFit implements FilterPlugin, ScorePlugin {

    private final ScoringStrategy strategy;
    private final Predicate<String> ignored;

    /** Upstream's default: the emptier is better, with CPU and memory counting the same. */
    public NodeResourcesFit() {
        this(ScoringStrategy.DEFAULT, _ -> false);
    }

    /** @param ignored which extended resources are not looked at, by name */
    public NodeResourcesFit(ScoringStrategy strategy, Predicate<String> ignored) {
        this.strategy = strategy;
        this.ignored = ignored;
    }

    @Override
    public String name() {
        return "NodeResourcesFit";
    }

    @Override
    public int weight() {
        return 1;
    }

    @Override
    public NodeFilter prepare(PodToPlace pod, ClusterSnapshot snapshot) {
        return new FitCheck(pod.demand().usage(), ignored);
    }

    @Override
    public NodeScorer prepare(PodToPlace pod, ClusterSnapshot snapshot, List<NodeState> nodes) {
        Usage demand = pod.demand().usage();
        return node -> strategy.score(demand, node);
    }

    @Override
    public boolean isLocal() {
        return true;
    }

    @Override
    public boolean isLocalScore() {
        return true;
    }

    @Override
    public Set<ClusterEvent> worthRetryingOn() {
        return EnumSet.of(
                ClusterEvent.NODE_ADDED,
                ClusterEvent.NODE_ALLOCATABLE_CHANGED,
                ClusterEvent.POD_LEFT_NODE,
                ClusterEvent.POD_ON_NODE_CHANGED);
    }

    /** A node must be large enough for the pod; a pod that left must have had something that the pod requests. */
    @Override
    public boolean mayHelp(Change change, PodToPlace rejected) {
        Resources wanted = rejected.demand().usage().requested();
        NodeState node = change.node();
        if (node != null) {
            return FitCheck.isCovered(wanted, node.allocatable(), Resources.ZERO, ignored) && node.allowedPods() > 0;
        }
        PlacedPod pod = change.pod();
        PlacedPod before = change.podBefore();
        if (pod == null || before == null) {
            return true;
        }
        Resources freed = before.usage().requested().minus(pod.usage().requested());
        return (freed.milliCpu() > 0 && wanted.milliCpu() > 0)
                || (freed.memory() > 0 && wanted.memory() > 0)
                || (freed.ephemeralStorage() > 0 && wanted.ephemeralStorage() > 0)
                || wanted.extended().keySet().stream().anyMatch(name -> freed.extended(name) > 0);
    }
}
