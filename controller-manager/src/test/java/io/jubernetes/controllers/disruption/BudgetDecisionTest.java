package io.jubernetes.controllers.disruption;

import static io.jubernetes.controllers.Fixtures.NOW;
import static io.jubernetes.controllers.Fixtures.deleting;
import static io.jubernetes.controllers.Fixtures.ownedBy;
import static io.jubernetes.controllers.Fixtures.phase;
import static io.jubernetes.controllers.Fixtures.pod;
import static io.jubernetes.controllers.Fixtures.ready;
import static io.jubernetes.controllers.Fixtures.replicaSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetBuilder;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(60)
class BudgetDecisionTest {

    private static final String LONG_AGO = "2026-01-01T08:00:00Z";

    /** Every controller wants as many pods as its name's last character says. */
    private static final Scales BY_NAME = (controller, _) -> Optional.of(new Scales.Scale(
            controller.getUid(),
            Character.digit(controller.getName().charAt(controller.getName().length() - 1), 10)));

    private static final Scales GONE = (_, _) -> Optional.empty();

    private static final Scales SILENT = (_, _) -> {
        throw new ScaleUnknownException(new IllegalStateException("not now"));
    };

    private static IntOrString amount(String text) {
        return text.endsWith("%") ? new IntOrString(text) : new IntOrString(Integer.parseInt(text));
    }

    private static PodDisruptionBudgetBuilder budget() {
        return new PodDisruptionBudgetBuilder()
                .withNewMetadata()
                .withNamespace("default")
                .withName("web")
                .withGeneration(3L)
                .endMetadata()
                .withNewSpec()
                .withNewSelector()
                .addToMatchLabels("app", "web")
                .endSelector()
                .endSpec();
    }

    private static PodDisruptionBudget atLeast(String amount) {
        return budget().editSpec().withMinAvailable(amount(amount)).endSpec().build();
    }

    private static PodDisruptionBudget atMost(String amount) {
        return budget().editSpec().withMaxUnavailable(amount(amount)).endSpec().build();
    }

    private static PodDisruptionBudget withStatus(PodDisruptionBudget budget, PodDisruptionBudgetStatus status) {
        return new PodDisruptionBudgetBuilder(budget).withStatus(status).build();
    }

    private static PodDisruptionBudget noting(PodDisruptionBudget budget, Map<String, String> disrupted) {
        return new PodDisruptionBudgetBuilder(budget)
                .withNewStatus()
                .withDisruptedPods(disrupted)
                .endStatus()
                .build();
    }

    private static Pod unlabelled(Pod pod) {
        return new PodBuilder(pod)
                .editMetadata()
                .withLabels(Map.of())
                .endMetadata()
                .build();
    }

    private static List<Pod> readyPods(int number) {
        return IntStream.range(0, number)
                .mapToObj(i -> ready(pod("pod-" + i), "node", LONG_AGO))
                .toList();
    }

    private static List<Pod> owned(String set, int ready, int waiting) {
        return IntStream.range(0, ready + waiting)
                .mapToObj(i -> pod(set + "-" + i))
                .map(pod -> ownedBy(pod, replicaSet(set, 0)))
                .map(pod -> pod.getMetadata().getName().compareTo(set + "-" + ready) < 0
                        ? ready(pod, "node", LONG_AGO)
                        : pod)
                .toList();
    }

    private static List<Pod> all(List<Pod> some, Pod... more) {
        return Stream.concat(some.stream(), Stream.of(more)).toList();
    }

    private static BudgetDecision decide(PodDisruptionBudget budget, List<Pod> pods) {
        return BudgetDecision.decide(budget, pods, BY_NAME, NOW);
    }

    private static List<Integer> numbers(PodDisruptionBudgetStatus status) {
        return List.of(
                status.getExpectedPods(),
                status.getDesiredHealthy(),
                status.getCurrentHealthy(),
                status.getDisruptionsAllowed());
    }

    static Stream<Arguments> counts() {
        Pod bare = ready(pod("bare"), "node", LONG_AGO);
        PodDisruptionBudget ofAll = new PodDisruptionBudgetBuilder(atLeast("1"))
                .editSpec()
                .withNewSelector()
                .endSelector()
                .endSpec()
                .build();
        PodDisruptionBudget ofNone = new PodDisruptionBudgetBuilder(atLeast("1"))
                .editSpec()
                .withSelector(null)
                .endSpec()
                .build();
        return Stream.of(
                // the budget, the pods: expected, desired, healthy, allowed
                Arguments.of("a number of those there", atLeast("2"), readyPods(3), List.of(3, 2, 3, 1)),
                Arguments.of("fewer than wanted", atLeast("4"), readyPods(3), List.of(3, 4, 3, 0)),
                Arguments.of("nobody there", atLeast("0"), List.of(), List.of(0, 0, 0, 0)),
                Arguments.of("nothing asked for", budget().build(), readyPods(3), List.of(0, 0, 3, 0)),
                Arguments.of("percent, rounded up", atLeast("50%"), owned("set-5", 5, 0), List.of(5, 3, 5, 2)),
                Arguments.of("unavailable", atMost("1"), owned("set-3", 3, 0), List.of(3, 2, 3, 1)),
                Arguments.of("unavailable percent, up too", atMost("50%"), owned("set-5", 5, 0), List.of(5, 2, 5, 3)),
                Arguments.of("more unavailable than there are", atMost("9"), owned("set-3", 3, 0), List.of(3, 0, 3, 3)),
                Arguments.of("not there yet", atMost("1"), owned("set-5", 3, 0), List.of(5, 4, 3, 0)),
                Arguments.of("not ready", atMost("1"), owned("set-3", 2, 1), List.of(3, 2, 2, 0)),
                Arguments.of(
                        "two controllers",
                        atLeast("50%"),
                        all(owned("set-3", 3, 0), owned("set-2", 2, 0).toArray(Pod[]::new)),
                        List.of(5, 3, 5, 2)),
                Arguments.of(
                        "a pod that is leaving", atLeast("1"), all(readyPods(2), deleting(bare)), List.of(3, 1, 2, 1)),
                Arguments.of(
                        "a pod that ended",
                        atLeast("1"),
                        all(readyPods(2), phase(bare, "Failed")),
                        List.of(2, 1, 2, 1)),
                Arguments.of("a stranger", atLeast("1"), all(readyPods(2), unlabelled(bare)), List.of(2, 1, 2, 1)),
                Arguments.of("everybody", ofAll, all(readyPods(2), unlabelled(bare)), List.of(3, 1, 3, 2)),
                Arguments.of("nobody", ofNone, readyPods(2), List.of(0, 1, 0, 0)),
                Arguments.of("unmanaged", atMost("1"), all(owned("set-2", 2, 0), bare), List.of(2, 1, 3, 2)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("counts")
    void aBudgetAllowsWhatIsHealthyBeyondItsDemand(
            String name, PodDisruptionBudget budget, List<Pod> pods, List<Integer> expected) {
        PodDisruptionBudgetStatus status = decide(budget, pods).status();
        boolean allowed = expected.getLast() > 0;
        assertThat(numbers(status)).isEqualTo(expected);
        assertThat(status.getObservedGeneration()).isEqualTo(3);
        assertThat(status.getConditions()).singleElement().satisfies(condition -> {
            assertThat(condition.getType()).isEqualTo("DisruptionAllowed");
            assertThat(condition.getStatus()).isEqualTo(allowed ? "True" : "False");
            assertThat(condition.getReason()).isEqualTo(allowed ? "SufficientPods" : "InsufficientPods");
            assertThat(condition.getObservedGeneration()).isEqualTo(3);
        });
    }

    @Test
    void theReplicaSetsOfADeploymentCountOnce() {
        Scales oneDeployment = (_, _) -> Optional.of(new Scales.Scale("deployment", 4));
        List<Pod> pods = all(owned("old", 2, 0), owned("new", 2, 0).toArray(Pod[]::new));
        assertThat(numbers(BudgetDecision.decide(atMost("25%"), pods, oneDeployment, NOW)
                        .status()))
                .isEqualTo(List.of(4, 3, 4, 1));
    }

    @Test
    void anEvictedPodDoesNotCountUntilItGoesOrTwoMinutesHavePassed() {
        PodDisruptionBudget budget = noting(
                atLeast("1"),
                Map.of(
                        "pod-0", "2026-01-01T11:58:30Z",
                        "pod-1", "2026-01-01T11:59:00Z",
                        "pod-2", "2026-01-01T11:58:00Z",
                        "leaving", "2026-01-01T11:59:50Z",
                        "gone", "2026-01-01T11:59:50Z"));
        BudgetDecision decision = decide(budget, all(readyPods(4), deleting(ready(pod("leaving"), "node", LONG_AGO))));
        assertThat(decision.status().getDisruptedPods())
                .isEqualTo(Map.of("pod-0", "2026-01-01T11:58:30Z", "pod-1", "2026-01-01T11:59:00Z"));
        assertThat(numbers(decision.status())).isEqualTo(List.of(5, 1, 2, 1));
        assertThat(decision.next()).isEqualTo(Duration.ofSeconds(30));
        assertThat(decision.remarks()).singleElement().satisfies(remark -> {
            assertThat(remark.reason()).isEqualTo("NotDeleted");
            assertThat(remark.about().getMetadata().getName()).isEqualTo("pod-2");
        });
    }

    @Test
    void whatCannotBeCountedAllowsNothing() {
        PodDisruptionBudget fine = withStatus(
                atMost("1"), decide(atMost("1"), owned("set-3", 3, 0)).status());
        BudgetDecision decision = BudgetDecision.decide(fine, owned("set-3", 3, 0), GONE, NOW);
        assertThat(numbers(decision.status())).isEqualTo(List.of(3, 2, 3, 0));
        assertThat(decision.refusal()).isNull();
        assertThat(decision.status().getConditions()).singleElement().satisfies(condition -> {
            assertThat(condition.getStatus()).isEqualTo("False");
            assertThat(condition.getReason()).isEqualTo("SyncFailed");
            assertThat(condition.getMessage()).isEqualTo("found no controllers for pod \"set-3-0\"");
        });
        assertThat(decision.remarks())
                .extracting(BudgetDecision.Remark::reason)
                .containsExactly("CalculateExpectedPodCountFailed");
        assertThat(BudgetDecision.decide(fine, owned("set-3", 3, 0), SILENT, NOW)
                        .refusal())
                .hasMessage("not now");
    }

    @Test
    void usersHearOfBudgetsWithoutPodsAndOfPodsThatNobodyControls() {
        assertThat(decide(atLeast("1"), List.of()).remarks())
                .extracting(BudgetDecision.Remark::reason)
                .containsExactly("NoPods");
        assertThat(decide(atMost("1"), readyPods(1)).remarks())
                .extracting(BudgetDecision.Remark::reason)
                .containsExactly("UnmanagedPods");
        assertThat(decide(atLeast("1"), readyPods(1)).remarks()).isEmpty();
    }

    @Test
    void aConditionKeepsTheTimeOfItsLastTurn() {
        PodDisruptionBudget counted =
                withStatus(atLeast("1"), decide(atLeast("1"), readyPods(2)).status());
        Instant later = NOW.plusSeconds(60);
        PodDisruptionBudgetStatus same =
                BudgetDecision.decide(counted, readyPods(2), BY_NAME, later).status();
        assertThat(BudgetStatus.isSame(counted.getStatus(), same)).isTrue();
        assertThat(BudgetDecision.decide(counted, readyPods(3), BY_NAME, later)
                        .status()
                        .getConditions()
                        .getFirst()
                        .getLastTransitionTime())
                .isEqualTo(NOW.toString());
        assertThat(BudgetDecision.decide(counted, readyPods(1), BY_NAME, later)
                        .status()
                        .getConditions()
                        .getFirst()
                        .getLastTransitionTime())
                .isEqualTo(later.toString());
    }
}
