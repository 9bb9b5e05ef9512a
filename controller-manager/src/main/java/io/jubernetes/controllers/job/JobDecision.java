package io.jubernetes.controllers.job;

import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobCondition;
import io.fabric8.kubernetes.api.model.batch.v1.JobStatus;
import io.fabric8.kubernetes.api.model.batch.v1.JobStatusBuilder;
import io.jubernetes.controllers.pods.PodFacts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a Job needs now: first pods made or deleted, then, when it is known what came of that, a status.
 *
 * @param isCurrent whether the cache shows all that was done for the Job
 */
record JobDecision(JobState state, @Nullable JobCondition ending, PodPlan plan, boolean isCurrent, Instant now) {

    static JobDecision of(JobState state, Backoff backoff, boolean isCurrent, Instant now) {
        JobCondition ending = Ending.of(state, now);
        boolean mayGrow = isCurrent && state.job().getMetadata().getDeletionTimestamp() == null;
        PodPlan plan =
                ending != null ? PodPlan.stop(state) : mayGrow ? PodPlan.of(state, backoff, now) : PodPlan.NOTHING;
        return new JobDecision(state, ending, plan, isCurrent, now);
    }

    /**
     * What came of the plan, and of the Job.
     *
     * @param base the status but for what {@link JobTracking} counts
     * @param ending as it is to be written
     */
    record After(
            JobStatus base,
            @Nullable JobCondition ending,
            @Nullable Remark remark) {}

    /** An event. */
    record Remark(String reason, String message) {}

    After after(int created, int deleted) {
        Job job = state.job();
        int active = state.active().size() + created - deleted;
        JobStatusBuilder base = new JobStatusBuilder(JobFacts.status(job))
                .withActive(active)
                .withReady(Math.max(0, ready() - (deleted > 0 ? plan.readyDeleted() : 0)))
                .withTerminating(state.terminating() + deleted);
        if (base.getStartTime() == null && !JobFacts.isSuspended(job)) {
            base.withStartTime(now.toString());
        }
        JobCondition reached = ending;
        Remark remark = null;
        if (ending != null) {
            // pods that are left, or are not known yet, have to be stopped and counted first
            reached = deleted == plan.delete().size() && isCurrent ? ending : null;
        } else if (isDone(active)) {
            reached = Ending.success(now);
        } else if (isCurrent) {
            remark = noteSuspension(base);
        }
        return new After(base.build(), reached, remark);
    }

    private int ready() {
        return (int) state.active().stream().filter(PodFacts::isReady).count();
    }

    private boolean isDone(int active) {
        Integer completions = state.job().getSpec().getCompletions();
        return active == 0 && (completions == null ? state.succeeded() > 0 : state.succeeded() >= completions);
    }

    private @Nullable Remark noteSuspension(JobStatusBuilder base) {
        boolean suspended = JobFacts.isSuspended(state.job());
        JobCondition known = JobFacts.status(state.job()).getConditions().stream()
                .filter(condition -> JobFacts.SUSPENDED.equals(condition.getType()))
                .findFirst()
                .orElse(null);
        boolean before = known != null && "True".equals(known.getStatus());
        if (suspended == before) {
            return null;
        }
        List<JobCondition> conditions =
                new ArrayList<>(JobFacts.status(state.job()).getConditions());
        conditions.remove(known);
        conditions.add(JobFacts.condition(
                JobFacts.SUSPENDED,
                suspended ? "True" : "False",
                suspended ? "JobSuspended" : "JobResumed",
                suspended ? "Job suspended" : "Job resumed",
                now));
        base.withConditions(conditions);
        if (!suspended) {
            base.withStartTime(now.toString());
        }
        return suspended ? new Remark("Suspended", "Job suspended") : new Remark("Resumed", "Job resumed");
    }

    /** When to look again even if nothing changes; null when that is not needed. */
    @Nullable
    Duration nextLook(JobStatus written, Duration patience) {
        return Stream.of(
                        plan.pause(),
                        ending == null ? Ending.untilDeadline(state.job(), written.getStartTime(), now) : null,
                        isCurrent ? null : patience)
                .filter(Objects::nonNull)
                .min(Duration::compareTo)
                .orElse(null);
    }
}
