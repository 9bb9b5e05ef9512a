package io.jubernetes.controllers.replicaset;

import static io.jubernetes.controllers.Fixtures.NOW;
import static io.jubernetes.controllers.Fixtures.deleting;
import static io.jubernetes.controllers.Fixtures.phase;
import static io.jubernetes.controllers.Fixtures.pod;
import static io.jubernetes.controllers.Fixtures.ready;
import static io.jubernetes.controllers.Fixtures.replicaSet;
import static io.jubernetes.controllers.Fixtures.running;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetBuilder;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetCondition;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetStatus;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(60)
class ReplicaSetDecisionTest {

    private static final String LONG_AGO = "2026-01-01T08:00:00Z";
    private static final String JUST_NOW = "2026-01-01T11:59:50Z";

    private static Pod cost(Pod pod, String cost) {
        return new PodBuilder(pod)
                .editMetadata()
                .addToAnnotations("controller.kubernetes.io/pod-deletion-cost", cost)
                .endMetadata()
                .build();
    }

    private static Pod restarted(Pod pod, int times) {
        return new PodBuilder(pod)
                .editStatus()
                .addNewContainerStatus()
                .withName("main")
                .withRestartCount(times)
                .endContainerStatus()
                .endStatus()
                .build();
    }

    private static Pod created(Pod pod, String when) {
        return new PodBuilder(pod)
                .editMetadata()
                .withCreationTimestamp(when)
                .endMetadata()
                .build();
    }

    static Stream<Arguments> first() {
        return Stream.of(
                Arguments.of("unassigned", running(pod("a"), "n"), pod("b"), "b"),
                Arguments.of("pending", running(pod("a"), "n"), phase(running(pod("b"), "n"), "Pending"), "b"),
                Arguments.of("not ready", ready(pod("a"), "n", LONG_AGO), running(pod("b"), "n"), "b"),
                Arguments.of(
                        "cheaper",
                        cost(ready(pod("a"), "n", LONG_AGO), "10"),
                        cost(ready(pod("b"), "n", LONG_AGO), "-5"),
                        "b"),
                Arguments.of("ready later", ready(pod("a"), "n", LONG_AGO), ready(pod("b"), "n", JUST_NOW), "b"),
                Arguments.of(
                        "restarted more",
                        ready(pod("a"), "n", LONG_AGO),
                        restarted(ready(pod("b"), "n", LONG_AGO), 3),
                        "b"),
                Arguments.of(
                        "younger",
                        created(ready(pod("a"), "n", LONG_AGO), "2026-01-01T01:00:00Z"),
                        created(ready(pod("b"), "n", LONG_AGO), "2026-01-01T07:00:00Z"),
                        "b"),
                Arguments.of("uid decides", ready(pod("b"), "n", LONG_AGO), ready(pod("a"), "n", LONG_AGO), "a"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("first")
    void goesFirst(String name, Pod one, Pod other, String expected) {
        List<Pod> pods = List.of(one, other);
        assertThat(ReplicaSetDecision.decide(replicaSet("s", 1), pods, pods, NOW)
                        .delete())
                .extracting(pod -> pod.getMetadata().getName())
                .containsExactly(expected);
    }

    @Test
    void aCrowdedNodeGivesFirst() {
        Pod alone = ready(pod("a"), "n1", LONG_AGO);
        Pod crowded = ready(pod("b"), "n2", LONG_AGO);
        Pod sibling = ready(pod("c"), "n2", LONG_AGO);
        ReplicaSetDecision decision = ReplicaSetDecision.decide(
                replicaSet("s", 1), List.of(alone, crowded), List.of(alone, crowded, sibling), NOW);
        assertThat(decision.delete())
                .extracting(pod -> pod.getMetadata().getName())
                .containsExactly("b");
    }

    @Test
    void createsWhatIsMissingButNotTooMuchAtATime() {
        assertThat(ReplicaSetDecision.decide(replicaSet("s", 3), List.of(pod("a")), List.of(), NOW)
                        .create())
                .isEqualTo(2);
        assertThat(ReplicaSetDecision.decide(replicaSet("s", 9000), List.of(), List.of(), NOW)
                        .create())
                .isEqualTo(500);
    }

    @Test
    void doesNothingWhenTheNumberIsRight() {
        List<Pod> pods = IntStream.range(0, 3).mapToObj(i -> pod("p" + i)).toList();
        assertThat(ReplicaSetDecision.decide(replicaSet("s", 3), pods, pods, NOW))
                .isEqualTo(new ReplicaSetDecision(0, List.of()));
    }

    @Test
    void statusCountsWhatThePodsAre() {
        List<Pod> owned = List.of(
                ready(pod("a"), "n", LONG_AGO),
                ready(pod("b"), "n", JUST_NOW),
                running(pod("c"), "n"),
                deleting(running(pod("d"), "n")),
                phase(pod("e"), "Failed"));
        ReplicaSetStatus status = ReplicaSetStatusOf.compute(
                new ReplicaSetBuilder(replicaSet("s", 3))
                        .editSpec()
                        .withMinReadySeconds(60)
                        .endSpec()
                        .build(),
                owned,
                null,
                NOW);
        assertThat(status.getReplicas()).isEqualTo(3);
        assertThat(status.getFullyLabeledReplicas()).isEqualTo(3);
        assertThat(status.getReadyReplicas()).isEqualTo(2);
        assertThat(status.getAvailableReplicas()).isEqualTo(1);
        assertThat(status.getTerminatingReplicas()).isEqualTo(1);
        assertThat(status.getObservedGeneration()).isEqualTo(1);
    }

    @Test
    void aFailureIsACondition() {
        ReplicaSetStatus status = ReplicaSetStatusOf.compute(
                replicaSet("s", 3), List.of(), new ReplicaSetStatusOf.Failure("FailedCreate", "exceeded quota"), NOW);
        assertThat(status.getConditions())
                .containsExactly(new ReplicaSetCondition(
                        NOW.toString(), "exceeded quota", "FailedCreate", "True", "ReplicaFailure"));
    }
}
