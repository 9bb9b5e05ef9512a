package io.jubernetes.scheduler.preemption;

import io.jubernetes.scheduler.framework.ClusterObjects;
import io.jubernetes.scheduler.framework.Diagnosis;
import io.jubernetes.scheduler.framework.Extender;
import io.jubernetes.scheduler.framework.Placement;
import io.jubernetes.scheduler.framework.PodToPlace;
import io.jubernetes.scheduler.framework.PostFilterPlugin;
import io.jubernetes.scheduler.framework.Trial;
import io.jubernetes.scheduler.preemption.DryRun.Outcome;
import io.jubernetes.scheduler.snapshot.ClusterSnapshot;
import io.jubernetes.scheduler.snapshot.NodeState;
import io.jubernetes.scheduler.snapshot.PlacedPod;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Lets pods go so that a more important one has room: on the node where that does the least harm, and no more than needed. In large
 * clusters only a share of the nodes is looked at, as upstream does.
 */
public final class DefaultPreemption implements PostFilterPlugin {

    private static final int PERCENT = 100;
    private static final List<String> NOBODY = List.of("No preemption victims found for incoming pod");

    private final ClusterObjects objects;
    private final int percentage;
    private final int absolute;
    private final KnownOutcomes known = new KnownOutcomes();

    /**
     * @param percentage how many of the cluster's nodes are to be candidates before the choice is made
     * @param absolute but at least so many
     */
    public DefaultPreemption(ClusterObjects objects, int percentage, int absolute) {
        this.objects = objects;
        this.percentage = percentage;
        this.absolute = absolute;
    }

    @Override
    public String name() {
        return "DefaultPreemption";
    }

    @Override
    public Rescue rescue(PodToPlace pod, ClusterSnapshot snapshot, Diagnosis diagnosis, Placement placement) {
        if ("Never".equals(pod.spec().getPreemptionPolicy())) {
            return new Rescue.NotNow("not eligible due to preemptionPolicy=Never.");
        }
        if (isRoomComing(pod, snapshot, diagnosis)) {
            return new Rescue.NotNow("not eligible due to a terminating pod on the nominated node.");
        }
        return search(pod, snapshot, diagnosis, placement);
    }

    /** Victims of an earlier attempt are still on their way out. */
    private static boolean isRoomComing(PodToPlace pod, ClusterSnapshot snapshot, Diagnosis diagnosis) {
        String nominated = pod.nominatedNode();
        NodeState node = nominated.isEmpty() ? null : snapshot.find(nominated);
        return node != null
                && diagnosis.resolvable().contains(nominated)
                && node.pods().stream()
                        .anyMatch(other -> other.isTerminating()
                                && other.priority() < pod.demand().priority());
    }

    private Rescue search(PodToPlace pod, ClusterSnapshot snapshot, Diagnosis diagnosis, Placement placement) {
        Trial trial = placement.trial(pod, snapshot);
        int nodes = diagnosis.resolvable().size();
        DryRun dryRun = new DryRun(objects, pod, snapshot, trial);
        KnownOutcomes.OfDemand outcomes = trial.isLocal() ? known.of(pod, snapshot.size()) : null;
        Set<String> guarded = objects.guardedNamespaces();
        boolean asked = placement.extenders().preempt(pod.pod());
        Choice choice = new Choice(Math.max(snapshot.nodeCount() * percentage / PERCENT, absolute));
        int start = nodes == 0 ? 0 : Math.floorMod(pod.demand().uid().hashCode(), nodes);
        for (int i = 0; i < nodes && !choice.isMade(); i++) {
            int place = diagnosis.resolvablePlace((start + i) % nodes);
            NodeState node = snapshot.at(place);
            choice.add(
                    outcomes != null && dependsOnNodeAlone(pod, node, guarded)
                            ? outcomes.get(place, node, dryRun)
                            : dryRun.on(node));
        }
        if (asked) {
            choice.narrow(placement.extenders().preempt(pod.pod(), choice.all(snapshot)));
        }
        return choice.best == null
                ? new Rescue.Hopeless(choice.message(diagnosis.nodeCount()))
                : new Rescue.Evict(choice.best.node(), choice.best.pods());
    }

    /**
     * Whether equal pods learn the same from a node as long as it stays as it is: not where budgets are, which others count down
     * too, and not for a pod that is itself nominated there.
     *
     * @param guarded the namespaces that have budgets
     */
    private static boolean dependsOnNodeAlone(PodToPlace pod, NodeState node, Set<String> guarded) {
        if (node.isNominated(pod.demand().uid())) {
            return false;
        }
        if (!guarded.isEmpty()) {
            for (PlacedPod other : node.pods()) {
                if (guarded.contains(other.namespace())) {
                    return false;
                }
            }
        }
        return true;
    }

    /** The least harmful so far. */
    private static final class Choice {

        private final int enough;
        private final Map<String, Integer> reasons = new TreeMap<>();
        private final List<Victims> all = new ArrayList<>();
        private @Nullable Victims best;
        private int asked;
        private int candidates;
        private boolean anyWithoutViolation;
        /** What the node before said, and how many in a row did that are not counted in {@code reasons} yet. */
        private List<String> last = List.of();

        private int repeated;

        Choice(int enough) {
            this.enough = enough;
        }

        boolean isMade() {
            return anyWithoutViolation && candidates >= enough;
        }

        void add(Outcome outcome) {
            asked++;
            switch (outcome) {
                case Outcome.Possible(Victims victims) -> consider(victims);
                case Outcome.NobodyToEvict() -> count(NOBODY);
                case Outcome.NotEnough(List<String> why) -> count(why);
            }
        }

        /** Most nodes say what the one before said. */
        private void count(List<String> why) {
            if (!why.equals(last)) {
                countLast();
                last = why;
            }
            repeated++;
        }

        private void countLast() {
            for (String reason : last) {
                reasons.merge(reason, repeated, Integer::sum);
            }
            repeated = 0;
        }

        private void consider(Victims victims) {
            candidates++;
            all.add(victims);
            anyWithoutViolation |= victims.violations() == 0;
            if (best == null || Victims.BY_HARM.compare(victims, best) < 0) {
                best = victims;
            }
        }

        List<Extender.Candidate> all(ClusterSnapshot snapshot) {
            return all.stream()
                    .map(victims -> new Extender.Candidate(
                            snapshot.at(snapshot.place(victims.node())), victims.pods(), victims.violations()))
                    .toList();
        }

        /** Only these are left, with these victims. */
        void narrow(List<Extender.Candidate> left) {
            best = left.stream()
                    .filter(candidate -> !candidate.victims().isEmpty())
                    .map(candidate -> Victims.of(
                            candidate.node().name(),
                            candidate.victims().stream()
                                    .sorted(Victims.BY_IMPORTANCE)
                                    .toList(),
                            candidate.violations()))
                    .min(Victims.BY_HARM)
                    .orElse(null);
        }

        String message(int nodeCount) {
            countLast();
            reasons.merge("Preemption is not helpful for scheduling", nodeCount - asked, Integer::sum);
            return Diagnosis.summary(nodeCount, reasons);
        }
    }
}
