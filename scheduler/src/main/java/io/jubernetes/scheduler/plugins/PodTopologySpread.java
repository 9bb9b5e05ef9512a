package io.jubernetes.scheduler.plugins;

import io.fabric8.kubernetes.api.model.TopologySpreadConstraint;
import io.jubernetes.apimachinery.selector.LabelSelector;
import io.jubernetes.scheduler.framework.Change;
import io.jubernetes.scheduler.framework.ClusterEvent;
import io.jubernetes.scheduler.framework.ClusterObjects;
import io.jubernetes.scheduler.framework.FilterPlugin;
import io.jubernetes.scheduler.framework.PodToPlace;
import io.jubernetes.scheduler.framework.ScorePlugin;
import io.jubernetes.scheduler.snapshot.ClusterSnapshot;
import io.jubernetes.scheduler.snapshot.NodeState;
import io.jubernetes.scheduler.snapshot.PlacedPod;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Spreads pods evenly over zones, nodes or other domains: as far as a pod demands it, and as far as it would like it. */
public final class PodTopologySpread implements FilterPlugin, ScorePlugin {

    static final String REQUIRED = "DoNotSchedule";
    static final String WISHED = "ScheduleAnyway";

    private final ClusterObjects objects;
    private final SpreadDefaults defaults;
    private final SpreadCounts counts;

    /** @param defaults for pods that have no constraints and belong to a Service or a controller */
    public PodTopologySpread(ClusterObjects objects, SpreadDefaults defaults) {
        this.objects = objects;
        this.defaults = defaults;
        this.counts = new SpreadCounts(new NodeAffinity());
    }

    @Override
    public String name() {
        return "PodTopologySpread";
    }

    @Override
    public int weight() {
        return 2;
    }

    @Override
    public @Nullable NodeFilter prepare(PodToPlace pod, ClusterSnapshot snapshot) {
        List<SpreadConstraint> constraints = constraints(pod, REQUIRED);
        return constraints.isEmpty()
                ? null
                : new SpreadCheck(constraints, counts.at(snapshot, pod, constraints, true), pod.demand());
    }

    @Override
    public @Nullable NodeScorer prepare(PodToPlace pod, ClusterSnapshot snapshot, List<NodeState> nodes) {
        List<SpreadConstraint> constraints = constraints(pod, WISHED);
        if (constraints.isEmpty()) {
            return null;
        }
        boolean needsAllKeys = hasOwn(pod) || !defaults.isSystem();
        return new SpreadScore(constraints, counts.at(snapshot, pod, constraints, needsAllKeys), nodes, needsAllKeys);
    }

    private static boolean hasOwn(PodToPlace pod) {
        return !pod.spec().getTopologySpreadConstraints().isEmpty();
    }

    private List<SpreadConstraint> constraints(PodToPlace pod, String kind) {
        List<TopologySpreadConstraint> own = pod.spec().getTopologySpreadConstraints();
        if (!own.isEmpty()) {
            return own(own, kind, pod.demand());
        }
        List<TopologySpreadConstraint> standard = defaults.constraints(kind);
        if (standard.isEmpty()) {
            return List.of();
        }
        LabelSelector group = objects.groupOf(pod.pod());
        return group.isEmpty() ? List.of() : standard(standard, group);
    }

    private static List<SpreadConstraint> own(List<TopologySpreadConstraint> all, String kind, PlacedPod pod) {
        List<SpreadConstraint> found = new ArrayList<>(2);
        for (TopologySpreadConstraint constraint : all) {
            if (kind.equals(constraint.getWhenUnsatisfiable())) {
                found.add(SpreadConstraint.of(found.size(), constraint, pod));
            }
        }
        return found;
    }

    private static List<SpreadConstraint> standard(List<TopologySpreadConstraint> all, LabelSelector group) {
        List<SpreadConstraint> found = new ArrayList<>(2);
        all.forEach(constraint -> found.add(SpreadConstraint.of(found.size(), constraint, group)));
        return found;
    }

    @Override
    public Set<ClusterEvent> worthRetryingOn() {
        return EnumSet.of(
                ClusterEvent.NODE_ADDED,
                ClusterEvent.NODE_LABELS_CHANGED,
                ClusterEvent.NODE_TAINTS_CHANGED,
                ClusterEvent.POD_ON_NODE_ADDED,
                ClusterEvent.POD_ON_NODE_CHANGED,
                ClusterEvent.POD_LEFT_NODE);
    }

    @Override
    public boolean mayHelp(Change change, PodToPlace rejected) {
        List<SpreadConstraint> constraints = constraints(rejected, REQUIRED);
        NodeState node = change.node();
        if (node != null) {
            return change.event() != ClusterEvent.NODE_ADDED || SpreadCounts.hasAllKeys(node, constraints);
        }
        return isCounted(change.pod(), constraints, rejected) || isCounted(change.podBefore(), constraints, rejected);
    }

    /** A pod that is on its way out counts no more, which is a change too. */
    private static boolean isCounted(@Nullable PlacedPod pod, List<SpreadConstraint> constraints, PodToPlace rejected) {
        return pod != null
                && pod.namespace().equals(rejected.demand().namespace())
                && constraints.stream()
                        .anyMatch(constraint -> constraint.selector().matches(pod.labels()));
    }
}
