package io.jubernetes.scheduler.preemption;

import io.jubernetes.scheduler.framework.ClusterObjects;
import io.jubernetes.scheduler.framework.PodToPlace;
import io.jubernetes.scheduler.framework.Trial;
import io.jubernetes.scheduler.framework.Verdict;
import io.jubernetes.scheduler.snapshot.ClusterSnapshot;
import io.jubernetes.scheduler.snapshot.NodeState;
import io.jubernetes.scheduler.snapshot.PlacedPod;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes away from a node all pods that are less important than the one to place, and, if that then fits, puts back as many as
 * possible: first those that a disruption budget protects, the more important before the less.
 */
final class DryRun {

    /** What would be on one node. */
    sealed interface Outcome {

        record Possible(Victims victims) implements Outcome {}

        /** Nobody there is less important. */
        record NobodyToEvict() implements Outcome {}

        /** The pod does not fit even then. */
        record NotEnough(List<String> reasons) implements Outcome {}
    }

    private final ClusterObjects objects;
    private final PodToPlace pod;
    private final ClusterSnapshot snapshot;
    private final Trial trial;

    DryRun(ClusterObjects objects, PodToPlace pod, ClusterSnapshot snapshot, Trial trial) {
        this.objects = objects;
        this.pod = pod;
        this.snapshot = snapshot;
        this.trial = trial;
    }

    Outcome on(NodeState node) {
        List<PlacedPod> kept = new ArrayList<>();
        List<PlacedPod> lesser = new ArrayList<>();
        for (PlacedPod other : node.pods()) {
            (other.priority() < pod.demand().priority() ? lesser : kept).add(other);
        }
        if (lesser.isEmpty()) {
            return new Outcome.NobodyToEvict();
        }
        NodeState empty = node.withOnly(kept);
        Verdict.Reject rejection = trial.rejection(snapshot, empty);
        return rejection == null
                ? new Outcome.Possible(reprieve(empty, lesser))
                : new Outcome.NotEnough(rejection.reasons());
    }

    private Victims reprieve(NodeState empty, List<PlacedPod> lesser) {
        lesser.sort(Victims.BY_IMPORTANCE);
        Budgets budgets = new Budgets(objects);
        List<PlacedPod> guarded = new ArrayList<>();
        List<PlacedPod> others = new ArrayList<>();
        lesser.forEach(victim -> (budgets.violatedBy(victim) ? guarded : others).add(victim));
        List<PlacedPod> victims = new ArrayList<>();
        NodeState state = putBack(empty, guarded, victims);
        int violations = victims.size();
        putBack(state, others, victims);
        victims.sort(Victims.BY_IMPORTANCE);
        return Victims.of(empty.name(), victims, violations);
    }

    private NodeState putBack(NodeState start, List<PlacedPod> pods, List<PlacedPod> victims) {
        NodeState state = start;
        for (PlacedPod other : pods) {
            NodeState with = state.withPod(other);
            if (trial.rejection(snapshot, with) == null) {
                state = with;
            } else {
                victims.add(other);
            }
        }
        return state;
    }
}
