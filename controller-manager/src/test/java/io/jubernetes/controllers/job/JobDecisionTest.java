package io.jubernetes.controllers.job;

import static io.jubernetes.controllers.Fixtures.NOW;
import static io.jubernetes.controllers.Fixtures.deleting;
import static io.jubernetes.controllers.job.Batch.decide;
import static io.jubernetes.controllers.job.Batch.exited;
import static io.jubernetes.controllers.job.Batch.indexed;
import static io.jubernetes.controllers.job.Batch.job;
import static io.jubernetes.controllers.job.Batch.pod;
import static io.jubernetes.controllers.job.Batch.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobCondition;
import io.fabric8.kubernetes.api.model.batch.v1.PodFailurePolicyOnExitCodesRequirement;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(60)
class JobDecisionTest {

    private static final String LONG_AGO = "2026-01-01T11:00:00Z";
    private static final String JUST_NOW = "2026-01-01T11:59:58Z";

    private static Pod failed(String name, String when) {
        return exited(pod(name, "Failed"), 1, when);
    }

    /** Job, its pods, how many are created, which are deleted. */
    static Stream<Arguments> pods() {
        Job two = job(2, 5, spec -> {});
        Job any = job(3, null, spec -> {});
        Job waiting = job(2, 5, spec -> spec.withPodReplacementPolicy("Failed"));
        return Stream.of(
                Arguments.of("as many as may run at once", two, List.of(), 2, List.of()),
                Arguments.of("no more than are left", with(two, s -> s.withSucceeded(4)), List.of(), 1, List.of()),
                Arguments.of("what runs counts", two, List.of(pod("a", "Running")), 1, List.of()),
                Arguments.of("a success is replaced", two, List.of(pod("a", "Succeeded")), 2, List.of()),
                Arguments.of("a failure long ago is replaced", two, List.of(failed("a", LONG_AGO)), 2, List.of()),
                Arguments.of("a failure just now is not yet", two, List.of(failed("a", JUST_NOW)), 0, List.of()),
                Arguments.of(
                        "a pod on its way out is replaced",
                        two,
                        List.of(deleting(pod("a", "Running")), pod("b", "Running")),
                        1,
                        List.of()),
                Arguments.of(
                        "unless its end is waited for",
                        waiting,
                        List.of(deleting(pod("a", "Running")), pod("b", "Running")),
                        0,
                        List.of()),
                Arguments.of(
                        "too many go",
                        job(1, 5, spec -> {}),
                        List.of(pod("a", "Running"), pod("b", "Pending")),
                        0,
                        List.of("b")),
                Arguments.of("without a goal all run", any, List.of(pod("a", "Running")), 2, List.of()),
                Arguments.of(
                        "without a goal nothing is added after a success",
                        any,
                        List.of(pod("a", "Running"), pod("b", "Succeeded")),
                        0,
                        List.of()),
                Arguments.of(
                        "none while suspended",
                        job(2, 5, spec -> spec.withSuspend(true)),
                        List.of(pod("a", "Running")),
                        0,
                        List.of("a")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pods")
    void podsAreMadeAndTakenAway(String name, Job job, List<Pod> pods, int created, List<String> deleted) {
        JobDecision decision = decide(job, pods.toArray(Pod[]::new));
        assertThat(decision.plan().create()).hasSize(created);
        assertThat(decision.plan().delete())
                .extracting(pod -> pod.getMetadata().getName())
                .isEqualTo(deleted);
    }

    /** Job, its pods, the indexes that get a pod, which pods are deleted. */
    static Stream<Arguments> indexes() {
        Job four = indexed(4, spec -> {});
        Job perIndex = indexed(3, spec -> spec.withBackoffLimitPerIndex(2).withBackoffLimit(Integer.MAX_VALUE));
        return Stream.of(
                Arguments.of("all", four, List.of(), List.of(0, 1, 2, 3), List.of()),
                Arguments.of(
                        "not those that are done or run",
                        with(four, s -> s.withCompletedIndexes("1")),
                        List.of(pod(0, "Running"), pod(2, "Succeeded")),
                        List.of(3),
                        List.of()),
                Arguments.of(
                        "of two of an index one goes",
                        four,
                        List.of(
                                pod(0, "Running"),
                                indexed(pod("twin", "Pending"), 0, 0),
                                pod(1, "Running"),
                                pod(2, "Running"),
                                pod(3, "Running")),
                        List.of(),
                        List.of("twin")),
                Arguments.of(
                        "an index beyond the end goes", four, List.of(pod(9, "Running")), List.of(), List.of("pi-9")),
                Arguments.of(
                        "an index that failed just now waits, the others do not",
                        perIndex,
                        List.of(exited(pod(0, "Failed"), 1, JUST_NOW), exited(pod(1, "Failed"), 1, LONG_AGO)),
                        List.of(1, 2),
                        List.of()),
                Arguments.of(
                        "an index that failed too often gets no more",
                        perIndex,
                        List.of(exited(indexed(pod("x", "Failed"), 0, 2), 1, LONG_AGO)),
                        List.of(1, 2),
                        List.of()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("indexes")
    void indexesGetTheirPods(String name, Job job, List<Pod> pods, List<Integer> created, List<String> deleted) {
        JobDecision decision = decide(job, pods.toArray(Pod[]::new));
        assertThat(decision.plan().create()).extracting(PodPlan.NewPod::index).isEqualTo(created);
        assertThat(decision.plan().delete())
                .extracting(pod -> pod.getMetadata().getName())
                .isEqualTo(deleted);
    }

    /** Job, its pods, the condition that ends it. */
    static Stream<Arguments> endings() {
        Job strict = job(1, 1, spec -> spec.withBackoffLimit(0));
        Job hurried = with(job(1, 1, spec -> spec.withActiveDeadlineSeconds(60L)), s -> s.withStartTime(LONG_AGO));
        Job policy = job(
                1,
                1,
                spec -> spec.withNewPodFailurePolicy()
                        .addNewRule()
                        .withAction("Ignore")
                        .addNewOnPodCondition("True", "DisruptionTarget")
                        .endRule()
                        .addNewRule()
                        .withAction("FailJob")
                        .withOnExitCodes(new PodFailurePolicyOnExitCodesRequirement("main", "In", List.of(42)))
                        .endRule()
                        .endPodFailurePolicy());
        Job lenient = indexed(2, spec -> spec.withBackoffLimitPerIndex(0).withBackoffLimit(100));
        Job leader = indexed(
                3,
                spec -> spec.withNewSuccessPolicy()
                        .addNewRule(null, "0")
                        .addNewRule(2, null)
                        .endSuccessPolicy());
        return Stream.of(
                Arguments.of("goes on", strict, List.of(pod("a", "Running")), null),
                Arguments.of("limit", strict, List.of(failed("a", LONG_AGO)), "FailureTarget BackoffLimitExceeded"),
                Arguments.of("deadline", hurried, List.of(pod("a", "Running")), "FailureTarget DeadlineExceeded"),
                Arguments.of(
                        "policy",
                        policy,
                        List.of(exited(pod("a", "Failed"), 42, LONG_AGO)),
                        "FailureTarget PodFailurePolicy"),
                Arguments.of("policy of others", policy, List.of(failed("a", LONG_AGO)), null),
                Arguments.of(
                        "all indexes settled, one failed",
                        lenient,
                        List.of(exited(pod(0, "Failed"), 1, LONG_AGO), pod(1, "Succeeded")),
                        "FailureTarget FailedIndexes"),
                Arguments.of(
                        "one index failed, one runs",
                        lenient,
                        List.of(exited(pod(0, "Failed"), 1, LONG_AGO), pod(1, "Running")),
                        null),
                Arguments.of(
                        "leader is done", leader, List.of(pod(0, "Succeeded")), "SuccessCriteriaMet SuccessPolicy"),
                Arguments.of(
                        "enough are done",
                        with(leader, s -> s.withCompletedIndexes("1")),
                        List.of(pod(2, "Succeeded")),
                        "SuccessCriteriaMet SuccessPolicy"),
                Arguments.of("not enough are done", leader, List.of(pod(2, "Succeeded")), null));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("endings")
    void aJobEnds(String name, Job job, List<Pod> pods, @Nullable String expected) {
        JobDecision decision = decide(job, pods.toArray(Pod[]::new));
        JobCondition ending = decision.ending();
        assertThat(ending == null ? null : ending.getType() + " " + ending.getReason())
                .isEqualTo(expected);
        if (ending != null) {
            assertThat(decision.plan().delete()).isEqualTo(decision.state().active());
        }
    }

    @Test
    void thePolicySaysWhatFailed() {
        Job job = job(
                1,
                1,
                spec -> spec.withNewPodFailurePolicy()
                        .addNewRule()
                        .withAction("FailJob")
                        .withOnExitCodes(new PodFailurePolicyOnExitCodesRequirement(null, "NotIn", List.of(3)))
                        .endRule()
                        .endPodFailurePolicy());
        JobCondition ending =
                decide(job, exited(pod("a", "Failed"), 42, LONG_AGO)).ending();
        assertThat(ending).isNotNull();
        assertThat(ending.getMessage())
                .isEqualTo(
                        "Container main for pod default/a failed with exit code 42 matching FailJob rule at index 0");
    }

    @Test
    void aSuspendedJobSaysSoAndForgetsItsStart() {
        Job running = with(job(1, 1, spec -> spec.withSuspend(true)), s -> s.withStartTime(LONG_AGO));
        JobDecision.After after = decide(running, pod("a", "Running")).after(0, 1);
        assertThat(after.remark()).isEqualTo(new JobDecision.Remark("Suspended", "Job suspended"));
        assertThat(after.base().getActive()).isZero();
        assertThat(after.base().getTerminating()).isEqualTo(1);
        Job resumed = with(
                job(1, 1, spec -> {}),
                s -> s.withConditions(after.base().getConditions()).withStartTime(LONG_AGO));
        JobDecision.After next = decide(resumed).after(1, 0);
        assertThat(next.remark()).isEqualTo(new JobDecision.Remark("Resumed", "Job resumed"));
        assertThat(next.base().getStartTime()).isEqualTo(NOW.toString());
        assertThat(next.base().getConditions())
                .extracting(JobCondition::getStatus)
                .containsExactly("False");
    }

    @Test
    void nothingIsMadeWhileTheCacheIsBehind() {
        JobState state = Batch.state(job(2, 2, spec -> {}), List.of());
        assertThat(JobDecision.of(state, Backoff.NONE, false, NOW).plan()).isEqualTo(PodPlan.NOTHING);
    }

    @Test
    void podsOfAnIndexKnowIt() {
        Job job = indexed(3, spec -> spec.withBackoffLimitPerIndex(3));
        Pod failed = indexed(pod("old", "Failed"), 2, 1);
        Pod made = JobPods.of(job, new PodPlan.NewPod(2, failed));
        assertThat(made.getMetadata().getGenerateName()).isEqualTo("pi-2-");
        assertThat(made.getMetadata().getAnnotations())
                .containsEntry(JobFacts.INDEX, "2")
                .containsEntry(JobFacts.FAILURES, "2");
        assertThat(made.getMetadata().getLabels()).containsEntry(JobFacts.INDEX, "2");
        assertThat(made.getMetadata().getFinalizers()).containsExactly(JobFacts.FINALIZER);
        assertThat(made.getSpec().getHostname()).isEqualTo("pi-2");
        assertThat(made.getSpec().getContainers().getFirst().getEnv())
                .extracting(variable -> variable.getName())
                .containsExactly("JOB_COMPLETION_INDEX");
        assertThat(job.getSpec()
                        .getTemplate()
                        .getSpec()
                        .getContainers()
                        .getFirst()
                        .getEnv())
                .as("the template is left as it is")
                .isEmpty();
    }
}
