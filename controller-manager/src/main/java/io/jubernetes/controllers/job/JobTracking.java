package io.jubernetes.controllers.job;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobCondition;
import io.fabric8.kubernetes.api.model.batch.v1.JobStatus;
import io.fabric8.kubernetes.api.model.batch.v1.JobStatusBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.UncountedTerminatedPods;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Counts the pods that ended, each once.
 *
 * <pre>
 *   pod with finalizer, ended ──1──► its uid is noted in the status ──2──► without finalizer ──3──► counted, not noted any more
 * </pre>
 *
 * Whoever is interrupted between two steps finds the rest in the status and in the pods. Of an Indexed Job the successes are
 * counted with the first step: an index can be noted twice without harm.
 */
final class JobTracking {

    /** No more pods than this are noted at a time: the status has to stay small. */
    private static final int MOST_NOTED = 500;

    private final JobState state;
    private final Job job;
    private final @Nullable JobCondition ending;
    private final List<Pod> release = new ArrayList<>();
    private final List<String> succeeded;
    private final List<String> failed;
    private final Set<Integer> indexes = new TreeSet<>();
    private boolean full;

    /** @param ending the condition of a Job that comes to its end: its pods are released, whatever they do */
    JobTracking(JobState state, @Nullable JobCondition ending) {
        this.state = state;
        this.job = state.job();
        this.ending = ending;
        Set<String> held = uids(state.tracked());
        this.succeeded = held(state.noted().getSucceeded(), held);
        this.failed = held(state.noted().getFailed(), held);
        noteAll();
    }

    static Set<String> uids(List<Pod> pods) {
        Set<String> uids = new HashSet<>();
        pods.forEach(pod -> uids.add(pod.getMetadata().getUid()));
        return uids;
    }

    private static List<String> held(List<String> noted, Set<String> held) {
        return new ArrayList<>(noted.stream().filter(held::contains).toList());
    }

    private void noteAll() {
        Set<String> knownSucceeded = new HashSet<>(succeeded);
        Set<String> knownFailed = new HashSet<>(failed);
        Set<String> heldBack = uids(List.copyOf(PodPlan.heldBack(state).values()));
        for (Pod pod : state.tracked()) {
            if (succeeded.size() + failed.size() + indexes.size() >= MOST_NOTED) {
                full = true;
                return;
            }
            String uid = pod.getMetadata().getUid();
            if (isToGo(pod, heldBack)) {
                release.add(pod);
                if (JobState.hasSucceeded(pod) && !knownFailed.contains(uid)) {
                    noteSuccess(pod, !knownSucceeded.contains(uid));
                } else if (countsAsFailed(pod) && !knownFailed.contains(uid)) {
                    failed.add(uid);
                }
            }
        }
    }

    private boolean isToGo(Pod pod, Set<String> heldBack) {
        return job.getMetadata().getDeletionTimestamp() != null
                || ending != null
                || JobState.hasSucceeded(pod)
                || (state.hasFailed(pod) && !heldBack.contains(pod.getMetadata().getUid()));
    }

    private void noteSuccess(Pod pod, boolean isNew) {
        if (!JobFacts.isIndexed(job)) {
            if (isNew) {
                succeeded.add(pod.getMetadata().getUid());
            }
        } else if (state.hasValidIndex(pod) && !state.countedIndexes().has(JobFacts.index(pod))) {
            indexes.add(JobFacts.index(pod));
        }
    }

    /** When a Job fails, its unfinished pods fail with it. */
    private boolean countsAsFailed(Pod pod) {
        boolean fails = ending != null && JobFacts.FAILURE_TARGET.equals(ending.getType());
        return (state.hasFailed(pod) || fails)
                && (!JobFacts.isIndexed(job) || state.hasValidIndex(pod))
                && state.verdict(pod).isCounted();
    }

    /** The pods that lose their finalizer with step 2. */
    List<Pod> release() {
        return release;
    }

    /** The status of step 1. */
    JobStatus noted(JobStatus base) {
        JobStatusBuilder noted = new JobStatusBuilder(base)
                .withFailed(countedBefore(base.getFailed(), state.noted().getFailed(), failed))
                .withUncountedTerminatedPods(new UncountedTerminatedPods(failed, succeeded));
        if (JobFacts.isIndexed(job)) {
            Indexes counted = state.countedIndexes().with(Indexes.of(indexes));
            noted.withSucceeded(counted.count()).withCompletedIndexes(counted.toString());
        } else {
            noted.withSucceeded(countedBefore(base.getSucceeded(), state.noted().getSucceeded(), succeeded));
        }
        if (state.failedIndexes() != null) {
            noted.withFailedIndexes(state.failedIndexes().toString());
        }
        if (ending != null && JobFacts.condition(job, ending.getType()) == null) {
            noted.addToConditions(ending);
        }
        return noted.build();
    }

    /** Pods that were noted and have no finalizer any more are counted: somebody did not come to step 3. */
    private static int countedBefore(@Nullable Integer count, List<String> notedBefore, List<String> noted) {
        Set<String> still = new HashSet<>(noted);
        return JobFacts.number(count)
                + (int) notedBefore.stream().filter(uid -> !still.contains(uid)).count();
    }

    /**
     * The status of step 3.
     *
     * @param held the uids of pods that have their finalizer still
     */
    JobStatus counted(JobStatus noted, Set<String> held, Instant now) {
        List<String> succeededLeft = held(succeeded, held);
        List<String> failedLeft = held(failed, held);
        JobStatusBuilder counted = new JobStatusBuilder(noted)
                .withSucceeded(JobFacts.number(noted.getSucceeded()) + succeeded.size() - succeededLeft.size())
                .withFailed(JobFacts.number(noted.getFailed()) + failed.size() - failedLeft.size())
                .withUncountedTerminatedPods(new UncountedTerminatedPods(failedLeft, succeededLeft));
        boolean allCounted = !full && succeededLeft.isEmpty() && failedLeft.isEmpty();
        if (ending != null && allCounted && JobFacts.number(noted.getTerminating()) == 0) {
            finish(counted, ending, now);
        }
        return counted.build();
    }

    private static void finish(JobStatusBuilder status, JobCondition ending, Instant now) {
        boolean success = JobFacts.SUCCESS_CRITERIA_MET.equals(ending.getType());
        status.addToConditions(JobFacts.condition(
                success ? JobFacts.COMPLETE : JobFacts.FAILED, "True", ending.getReason(), ending.getMessage(), now));
        if (success) {
            status.withCompletionTime(now.toString());
        }
    }
}
