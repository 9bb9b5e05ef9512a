package io.jubernetes.controllers.job;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobCondition;
import io.fabric8.kubernetes.api.model.batch.v1.JobSpec;
import io.fabric8.kubernetes.api.model.batch.v1.SuccessPolicyRule;
import io.jubernetes.controllers.pods.PodFacts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Why a Job comes to its end: the condition {@code FailureTarget} or {@code SuccessCriteriaMet}, which is written before the last
 * pods are counted; what was written once stays so.
 */
final class Ending {

    private final JobState state;
    private final Job job;
    private final JobSpec spec;
    private final Instant now;

    private Ending(JobState state, Instant now) {
        this.state = state;
        this.job = state.job();
        this.spec = job.getSpec();
        this.now = now;
    }

    /** Null while the Job goes on. */
    static @Nullable JobCondition of(JobState state, Instant now) {
        return new Ending(state, now).decide();
    }

    /** The ending of a Job whose pods did all that was wanted. */
    static JobCondition success(Instant now) {
        return JobFacts.condition(
                JobFacts.SUCCESS_CRITERIA_MET,
                "True",
                "CompletionsReached",
                "Reached expected number of succeeded pods",
                now);
    }

    /** How long until the Job's time is up; null when it has no limit, or does not run. */
    static @Nullable Duration untilDeadline(Job job, @Nullable String started, Instant now) {
        Long seconds = job.getSpec().getActiveDeadlineSeconds();
        Instant start = PodFacts.time(started);
        return seconds == null || start == null || JobFacts.isSuspended(job)
                ? null
                : Duration.between(now, start.plusSeconds(seconds));
    }

    private @Nullable JobCondition decide() {
        JobCondition known = JobFacts.condition(job, JobFacts.SUCCESS_CRITERIA_MET);
        if (known == null) {
            known = JobFacts.condition(job, JobFacts.FAILURE_TARGET);
        }
        if (known != null) {
            return known;
        }
        JobCondition failure = failure();
        if (failure == null && JobFacts.isIndexed(job)) {
            failure = failedIndexes();
        }
        return failure == null && JobFacts.isIndexed(job) ? successPolicy() : failure;
    }

    private @Nullable JobCondition failure() {
        for (Pod pod : state.pods()) {
            if (state.hasFailed(pod)) {
                FailurePolicy.Verdict verdict = state.verdict(pod);
                if (verdict.action() == FailurePolicy.Action.FAIL_JOB) {
                    return failed("PodFailurePolicy", verdict.message());
                }
            }
        }
        if (state.failed() > limit() || restartedTooOften()) {
            return failed("BackoffLimitExceeded", "Job has reached the specified backoff limit");
        }
        Duration left = untilDeadline(job, JobFacts.status(job).getStartTime(), now);
        return left != null && !left.isPositive()
                ? failed("DeadlineExceeded", "Job was active longer than specified deadline")
                : null;
    }

    private int limit() {
        return spec.getBackoffLimit() == null ? 6 : spec.getBackoffLimit();
    }

    /** Pods that restart their containers themselves: the restarts count. */
    private boolean restartedTooOften() {
        if (!"OnFailure".equals(spec.getTemplate().getSpec().getRestartPolicy())) {
            return false;
        }
        int restarts = state.pods().stream()
                .filter(pod -> List.of("Running", "Pending").contains(PodFacts.phase(pod)))
                .flatMap(pod -> Stream.concat(
                        pod.getStatus().getInitContainerStatuses().stream(),
                        pod.getStatus().getContainerStatuses().stream()))
                .map(ContainerStatus::getRestartCount)
                .mapToInt(JobFacts::number)
                .sum();
        return limit() == 0 ? restarts > 0 : restarts >= limit();
    }

    private @Nullable JobCondition failedIndexes() {
        Indexes failed = state.failedIndexes();
        if (failed == null || failed.count() == 0) {
            return null;
        }
        if (spec.getMaxFailedIndexes() != null && failed.count() > spec.getMaxFailedIndexes()) {
            return failed(
                    "MaxFailedIndexesExceeded", "Job has exceeded the specified maximal number of failed indexes");
        }
        return failed.count() + state.succeededIndexes().count() >= JobFacts.indexes(job)
                ? failed("FailedIndexes", "Job has failed indexes")
                : null;
    }

    private @Nullable JobCondition successPolicy() {
        List<SuccessPolicyRule> rules = spec.getSuccessPolicy() == null
                ? List.of()
                : spec.getSuccessPolicy().getRules();
        for (int i = 0; i < rules.size(); i++) {
            if (state.succeededIndexes().count() > 0 && isMet(rules.get(i))) {
                return JobFacts.condition(
                        JobFacts.SUCCESS_CRITERIA_MET, "True", "SuccessPolicy", "Matched rules at index " + i, now);
            }
        }
        return null;
    }

    private boolean isMet(SuccessPolicyRule rule) {
        Indexes succeeded = state.succeededIndexes();
        if (rule.getSucceededIndexes() == null) {
            return rule.getSucceededCount() != null && succeeded.count() >= rule.getSucceededCount();
        }
        Indexes required = Indexes.parse(rule.getSucceededIndexes(), JobFacts.indexes(job));
        int wanted = rule.getSucceededCount() == null ? required.count() : rule.getSucceededCount();
        return required.shared(succeeded).count() >= wanted;
    }

    private JobCondition failed(String reason, String message) {
        return JobFacts.condition(JobFacts.FAILURE_TARGET, "True", reason, message, now);
    }
}
