package io.jubernetes.controllers.job;

import static io.jubernetes.controllers.Fixtures.NOW;
import static io.jubernetes.controllers.job.Batch.exited;
import static io.jubernetes.controllers.job.Batch.freed;
import static io.jubernetes.controllers.job.Batch.indexed;
import static io.jubernetes.controllers.job.Batch.job;
import static io.jubernetes.controllers.job.Batch.pod;
import static io.jubernetes.controllers.job.Batch.state;
import static io.jubernetes.controllers.job.Batch.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobCondition;
import io.fabric8.kubernetes.api.model.batch.v1.JobStatus;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each end is counted once, whoever is interrupted where. */
@Timeout(60)
class JobTrackingTest {

    private static final Job JOB = job(2, 3, spec -> {});

    private static JobStatus noted(Job job, JobTracking tracking) {
        return tracking.noted(JobFacts.status(job));
    }

    @Test
    void anEndIsNotedThenFreedThenCounted() {
        Pod good = pod("good", "Succeeded");
        Pod bad = pod("bad", "Failed");
        JobTracking tracking = new JobTracking(state(JOB, List.of(good, bad, pod("busy", "Running"))), null);
        JobStatus noted = noted(JOB, tracking);
        assertThat(noted.getUncountedTerminatedPods().getSucceeded()).containsExactly("uid-good");
        assertThat(noted.getUncountedTerminatedPods().getFailed()).containsExactly("uid-bad");
        assertThat(noted.getSucceeded()).isZero();
        assertThat(tracking.release()).containsExactly(good, bad);
        JobStatus counted = tracking.counted(noted, Set.of("uid-bad"), NOW);
        assertThat(counted.getSucceeded()).isEqualTo(1);
        assertThat(counted.getFailed()).as("it has its finalizer still").isZero();
        assertThat(counted.getUncountedTerminatedPods().getFailed()).containsExactly("uid-bad");
    }

    @Test
    void whatWasFreedBeforeACrashIsCountedAfterwards() {
        Job interrupted = with(
                JOB,
                s -> s.withSucceeded(1)
                        .withNewUncountedTerminatedPods()
                        .withSucceeded("uid-gone", "uid-freed", "uid-held")
                        .endUncountedTerminatedPods());
        JobTracking tracking = new JobTracking(
                state(interrupted, List.of(freed(pod("freed", "Succeeded")), pod("held", "Succeeded"))), null);
        JobStatus noted = noted(interrupted, tracking);
        assertThat(noted.getSucceeded()).isEqualTo(3);
        assertThat(noted.getUncountedTerminatedPods().getSucceeded()).containsExactly("uid-held");
        assertThat(tracking.release()).hasSize(1);
        assertThat(tracking.counted(noted, Set.of(), NOW).getSucceeded()).isEqualTo(4);
    }

    @Test
    void whatWasReleasedIsNotCountedAgainThoughTheCacheShowsIt() {
        Job counted = with(JOB, s -> s.withSucceeded(1));
        JobState state = new JobState(counted, List.of(pod("good", "Succeeded")), Set.of("uid-good"));
        assertThat(state.succeeded()).isEqualTo(1);
        assertThat(new JobTracking(state, null).release()).isEmpty();
    }

    @Test
    void anIndexCountsOnce() {
        Job job = with(indexed(5, spec -> {}), s -> s.withCompletedIndexes("1").withSucceeded(1));
        List<Pod> pods = List.of(
                pod(1, "Succeeded"),
                pod(2, "Succeeded"),
                indexed(pod("again", "Succeeded"), 2, 0),
                pod(7, "Succeeded"));
        JobTracking tracking = new JobTracking(state(job, pods), null);
        JobStatus noted = noted(job, tracking);
        assertThat(noted.getCompletedIndexes()).isEqualTo("1,2");
        assertThat(noted.getSucceeded()).isEqualTo(2);
        assertThat(tracking.counted(noted, Set.of(), NOW).getSucceeded()).isEqualTo(2);
        assertThat(tracking.release()).hasSize(4);
    }

    @Test
    void whenAJobFailsItsPodsFailWithIt() {
        JobCondition target = JobFacts.condition(JobFacts.FAILURE_TARGET, "True", "DeadlineExceeded", "late", NOW);
        JobTracking tracking = new JobTracking(state(JOB, List.of(pod("a", "Running"))), target);
        JobStatus noted = noted(JOB, tracking);
        assertThat(noted.getConditions()).containsExactly(target);
        assertThat(noted.getUncountedTerminatedPods().getFailed()).containsExactly("uid-a");
        JobStatus counted = tracking.counted(noted, Set.of(), NOW);
        assertThat(counted.getFailed()).isEqualTo(1);
        assertThat(counted.getConditions())
                .extracting(c -> c.getType() + " " + c.getReason())
                .containsExactly("FailureTarget DeadlineExceeded", "Failed DeadlineExceeded");
    }

    @Test
    void aJobIsCompleteWhenItsLastPodIsGone() {
        JobCondition met = Ending.success(NOW);
        Job leaving = with(JOB, s -> s.withTerminating(1));
        JobTracking tracking = new JobTracking(state(leaving, List.of()), met);
        assertThat(tracking.counted(noted(leaving, tracking), Set.of(), NOW).getConditions())
                .containsExactly(met);
        JobTracking later = new JobTracking(state(JOB, List.of()), met);
        JobStatus counted = later.counted(noted(JOB, later), Set.of(), NOW);
        assertThat(counted.getConditions()).extracting(JobCondition::getType).contains("Complete");
        assertThat(counted.getCompletionTime()).isEqualTo(NOW.toString());
    }

    @Test
    void theLastFailureOfAnIndexStaysUntilItsSuccessorRuns() {
        Job job = indexed(2, spec -> spec.withBackoffLimitPerIndex(3));
        Pod failed = exited(pod(0, "Failed"), 1, "2026-01-01T11:59:59Z");
        assertThat(new JobTracking(state(job, List.of(failed)), null).release()).isEmpty();
        Pod successor = indexed(pod("next", "Pending"), 0, 1);
        assertThat(new JobTracking(state(job, List.of(failed, successor)), null).release())
                .containsExactly(failed);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "null",
            value = {
                "'1,3-5,7' | 10 | '1,3-5,7' | 5",
                "'0,1' | 10 | '0,1' | 2",
                "'0-9' | 3 | '0-2' | 3",
                "null | 3 | '' | 0"
            })
    void indexesAreWrittenAsRanges(String text, int limit, String expected, int count) {
        Indexes indexes = Indexes.parse(text, limit);
        assertThat(indexes).hasToString(expected);
        assertThat(indexes.count()).isEqualTo(count);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 10", "2, 20", "6, 320", "7, 600", "40, 600"})
    void failuresPutTheNextPodOff(int failures, long seconds) {
        assertThat(new Backoff(failures, NOW).remaining(NOW).toSeconds()).isEqualTo(seconds);
    }

    @Test
    void aSuccessEndsTheBackOff() {
        Pod early = exited(pod("a", "Failed"), 1, "2026-01-01T10:00:00Z");
        Pod success = exited(pod("b", "Succeeded"), 0, "2026-01-01T10:30:00Z");
        Pod late = exited(pod("c", "Failed"), 1, "2026-01-01T11:00:00Z");
        assertThat(Backoff.NONE.after(List.of(success), List.of(early)).failures())
                .isZero();
        assertThat(new Backoff(4, NOW).after(List.of(success), List.of(early, late)))
                .isEqualTo(new Backoff(1, Backoff.finished(late)));
    }
}
