package io.jubernetes.scheduler.preemption;

import static io.jubernetes.scheduler.Fixtures.cluster;
import static io.jubernetes.scheduler.Fixtures.labelled;
import static io.jubernetes.scheduler.Fixtures.node;
import static io.jubernetes.scheduler.Fixtures.pod;
import static io.jubernetes.scheduler.Fixtures.priority;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetBuilder;
import io.jubernetes.scheduler.config.ProfileFactory;
import io.jubernetes.scheduler.framework.ClusterObjects;
import io.jubernetes.scheduler.framework.Placement;
import io.jubernetes.scheduler.framework.Plan;
import io.jubernetes.scheduler.framework.PodToPlace;
import io.jubernetes.scheduler.framework.PostFilterPlugin.Rescue;
import io.jubernetes.scheduler.framework.Profile;
import io.jubernetes.scheduler.snapshot.ClusterSnapshot;
import io.jubernetes.scheduler.snapshot.PlacedPod;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(60)
class PreemptionTest {

    private static final Profile PROFILE = ProfileFactory.standard();

    private static ClusterSnapshot with(ClusterSnapshot snapshot, String node, Pod... pods) {
        ClusterSnapshot now = snapshot;
        for (Pod pod : pods) {
            now = now.withPod(PlacedPod.of(pod), node);
        }
        return now;
    }

    private static Pod of(String name, int priority, String cpu) {
        return priority(pod(name, cpu, "1Mi"), priority);
    }

    private static Pod since(Pod pod, String time) {
        return new PodBuilder(pod)
                .withNewStatus()
                .withStartTime(time)
                .endStatus()
                .build();
    }

    private static Pod never(Pod pod) {
        return new PodBuilder(pod)
                .editSpec()
                .withPreemptionPolicy("Never")
                .endSpec()
                .build();
    }

    private static ClusterSnapshot two() {
        return cluster(node("a", "1", "1Gi"), node("b", "1", "1Gi"));
    }

    private static String rescue(Pod pod, ClusterSnapshot snapshot, List<PodDisruptionBudget> budgets) {
        Placement placement = new Placement(PROFILE);
        PodToPlace demand = PodToPlace.of(pod);
        if (!(placement.schedule(demand, snapshot) instanceof Plan.Unschedulable no)) {
            return "fits";
        }
        ClusterObjects objects = new ClusterObjects() {
            @Override
            public List<PodDisruptionBudget> budgets(String namespace) {
                return budgets;
            }

            @Override
            public Set<String> guardedNamespaces() {
                return budgets.isEmpty() ? Set.of() : Set.of("default");
            }
        };
        return switch (new DefaultPreemption(objects, 10, 100).rescue(demand, snapshot, no.diagnosis(), placement)) {
            case Rescue.Evict(String node, List<PlacedPod> victims) ->
                node
                        + victims.stream()
                                .map(victim -> victim.pod().getMetadata().getName())
                                .toList();
            case Rescue.Hopeless(String message) -> message;
            case Rescue.NotNow(String message) -> message;
        };
    }

    static Stream<Arguments> choices() {
        Pod big = of("p", 100, "1");
        return Stream.of(
                Arguments.of(
                        "the node of lower priority",
                        big,
                        with(with(two(), "a", of("x", 5, "1")), "b", of("y", 3, "1")),
                        "b[y]"),
                Arguments.of(
                        "the smaller sum of priorities",
                        big,
                        with(
                                with(two(), "a", of("x1", 5, "500m"), of("x2", 4, "500m")),
                                "b",
                                of("y1", 5, "500m"),
                                of("y2", 3, "500m")),
                        "b[y1, y2]"),
                Arguments.of(
                        "fewer pods",
                        big,
                        with(with(two(), "a", of("x1", 5, "500m"), of("x2", 5, "500m")), "b", of("y1", 5, "1")),
                        "b[y1]"),
                Arguments.of(
                        "who started later",
                        big,
                        with(
                                with(two(), "a", since(of("x", 5, "1"), "2026-01-01T00:00:00Z")),
                                "b",
                                since(of("y", 5, "1"), "2026-02-01T00:00:00Z")),
                        "b[y]"),
                Arguments.of(
                        "no more than needed",
                        of("p", 100, "600m"),
                        with(
                                with(two(), "a", of("x", 200, "1")),
                                "b",
                                of("y1", 5, "300m"),
                                of("y2", 4, "300m"),
                                of("y3", 3, "300m")),
                        "b[y2, y3]"));
    }

    static Stream<Arguments> refusals() {
        Pod big = of("p", 100, "1");
        return Stream.of(
                Arguments.of(
                        "nobody is less important",
                        big,
                        with(with(two(), "a", of("x", 100, "1")), "b", of("y", 100, "1")),
                        "0/2 nodes are available: 2 No preemption victims found for incoming pod."),
                Arguments.of(
                        "not even an empty node is large enough",
                        of("p", 100, "2"),
                        with(two(), "a", of("x", 1, "1")),
                        "0/2 nodes are available: 2 Preemption is not helpful for scheduling."),
                Arguments.of(
                        "too little by evicting",
                        big,
                        with(with(two(), "a", of("x1", 200, "500m"), of("x2", 5, "500m")), "b", of("y", 100, "1")),
                        "0/2 nodes are available: 1 Insufficient cpu, 1 No preemption victims found for incoming pod."),
                Arguments.of(
                        "it may not",
                        never(big),
                        with(with(two(), "a", of("x", 5, "1")), "b", of("y", 3, "1")),
                        "not eligible due to preemptionPolicy=Never."));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"choices", "refusals"})
    void chooses(String name, Pod pod, ClusterSnapshot snapshot, String expected) {
        assertThat(rescue(pod, snapshot, List.of())).isEqualTo(expected);
    }

    @Test
    void sparesWhatABudgetProtects() {
        PodDisruptionBudget budget = new PodDisruptionBudgetBuilder()
                .withNewMetadata()
                .withName("b")
                .withNamespace("default")
                .endMetadata()
                .withNewSpec()
                .withNewSelector()
                .addToMatchLabels("app", "db")
                .endSelector()
                .endSpec()
                .withNewStatus()
                .withDisruptionsAllowed(0)
                .endStatus()
                .build();
        ClusterSnapshot snapshot =
                with(with(two(), "a", of("x", 50, "1")), "b", labelled(of("y", 3, "1"), "app", "db"));
        assertThat(rescue(of("p", 100, "1"), snapshot, List.of(budget))).isEqualTo("a[x]");
        assertThat(rescue(of("p", 20, "1"), snapshot, List.of(budget))).isEqualTo("b[y]");
    }

    @Test
    void roomMadeForAPodIsNotGivenToAnother() {
        ClusterSnapshot snapshot =
                cluster(node("a", "1", "1Gi")).withNominated(PlacedPod.of(of("vip", 50, "600m")), "a");
        Placement placement = new Placement(PROFILE);
        assertThat(placement.schedule(PodToPlace.of(of("p", 50, "600m")), snapshot))
                .isInstanceOf(Plan.Unschedulable.class);
        assertThat(placement.schedule(PodToPlace.of(of("p", 51, "600m")), snapshot))
                .isInstanceOf(Plan.Assign.class);
        assertThat(placement.schedule(PodToPlace.of(of("vip", 50, "600m")), snapshot))
                .isInstanceOf(Plan.Assign.class);
    }
}
