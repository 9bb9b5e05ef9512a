package io.jubernetes.controllers.job;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobStatus;
import io.fabric8.kubernetes.api.model.batch.v1.UncountedTerminatedPods;
import io.jubernetes.controllers.pods.PodFacts;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A Job and its pods, in the terms that decisions are made in. A pod that is tracked has the finalizer: its end is not counted, or
 * is noted as one that is to be counted.
 */
final class JobState {

    private final Job job;
    private final List<Pod> pods;
    private final List<Pod> tracked;
    private final List<Pod> active;
    private final List<Pod> newlySucceeded;
    private final List<Pod> newlyFailed;
    private final UncountedTerminatedPods noted;
    private final Indexes countedIndexes;
    private final Indexes succeededIndexes;
    private final @Nullable Indexes failedIndexes;

    /** @param released the uids of pods whose finalizer was removed, though the cache may show it still */
    JobState(Job job, List<Pod> pods, Set<String> released) {
        this.job = job;
        this.pods = pods;
        this.tracked = only(
                pods,
                pod -> JobFacts.isTracked(pod)
                        && !released.contains(pod.getMetadata().getUid()));
        this.active = only(pods, PodFacts::isActive);
        JobStatus status = JobFacts.status(job);
        this.noted = Objects.requireNonNullElseGet(status.getUncountedTerminatedPods(), UncountedTerminatedPods::new);
        this.newlySucceeded = fresh(noted.getSucceeded(), JobState::hasSucceeded);
        this.newlyFailed = fresh(noted.getFailed(), this::hasFailed);
        this.countedIndexes = Indexes.parse(status.getCompletedIndexes(), JobFacts.indexes(job));
        this.succeededIndexes = countedIndexes.with(indexesOf(tracked, JobState::hasSucceeded));
        this.failedIndexes = job.getSpec().getBackoffLimitPerIndex() == null
                ? null
                : Indexes.parse(status.getFailedIndexes(), JobFacts.indexes(job))
                        .with(indexesOf(tracked, this::failsItsIndex));
    }

    private static List<Pod> only(List<Pod> pods, Predicate<Pod> which) {
        return pods.stream().filter(which).toList();
    }

    private List<Pod> fresh(List<String> noted, Predicate<Pod> which) {
        Set<String> known = new HashSet<>(noted);
        return only(
                tracked,
                pod -> which.test(pod)
                        && !known.contains(pod.getMetadata().getUid())
                        && (!JobFacts.isIndexed(job) || hasValidIndex(pod)));
    }

    private Indexes indexesOf(List<Pod> among, Predicate<Pod> which) {
        return Indexes.of(among.stream()
                .filter(this::hasValidIndex)
                .filter(which)
                .map(JobFacts::index)
                .toList());
    }

    Job job() {
        return job;
    }

    List<Pod> pods() {
        return pods;
    }

    List<Pod> tracked() {
        return tracked;
    }

    /** Neither at their end nor on their way out. */
    List<Pod> active() {
        return active;
    }

    int terminating() {
        return only(pods, PodFacts::isTerminating).size();
    }

    /** Pods whose success, or failure, is in no status yet. */
    List<Pod> newlySucceeded() {
        return newlySucceeded;
    }

    List<Pod> newlyFailed() {
        return newlyFailed;
    }

    /** What the status says is to be counted. */
    UncountedTerminatedPods noted() {
        return noted;
    }

    /** All successes: counted, to be counted, and new ones. */
    int succeeded() {
        return JobFacts.isIndexed(job)
                ? succeededIndexes.count()
                : JobFacts.number(JobFacts.status(job).getSucceeded())
                        + noted.getSucceeded().size()
                        + newlySucceeded.size();
    }

    int failed() {
        return JobFacts.number(JobFacts.status(job).getFailed())
                + noted.getFailed().size()
                + only(newlyFailed, pod -> verdict(pod).isCounted()).size();
    }

    /** Those that the status has. */
    Indexes countedIndexes() {
        return countedIndexes;
    }

    Indexes succeededIndexes() {
        return succeededIndexes;
    }

    /** Null unless indexes have a back-off limit of their own. */
    @Nullable
    Indexes failedIndexes() {
        return failedIndexes;
    }

    Indexes activeIndexes() {
        return indexesOf(active, pod -> true);
    }

    Indexes terminatingIndexes() {
        return indexesOf(pods, PodFacts::isTerminating);
    }

    boolean hasValidIndex(Pod pod) {
        int index = JobFacts.index(pod);
        return index >= 0 && index < JobFacts.indexes(job);
    }

    static boolean hasSucceeded(Pod pod) {
        return PodFacts.phase(pod).equals("Succeeded");
    }

    /** A pod on its way out counts as failed at once, unless its replacement waits for its end. */
    boolean hasFailed(Pod pod) {
        return PodFacts.phase(pod).equals("Failed")
                || (!JobFacts.waitsForTerminating(job) && PodFacts.isBeingDeleted(pod) && !hasSucceeded(pod));
    }

    FailurePolicy.Verdict verdict(Pod failed) {
        return FailurePolicy.of(job.getSpec().getPodFailurePolicy(), failed);
    }

    private boolean failsItsIndex(Pod pod) {
        if (!hasFailed(pod)) {
            return false;
        }
        FailurePolicy.Verdict verdict = verdict(pod);
        return verdict.action() == FailurePolicy.Action.FAIL_INDEX
                || (verdict.isCounted()
                        && JobFacts.failuresBefore(pod)
                                >= JobFacts.number(job.getSpec().getBackoffLimitPerIndex()));
    }
}
