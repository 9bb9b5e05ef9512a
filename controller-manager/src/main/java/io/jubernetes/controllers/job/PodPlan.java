package io.jubernetes.controllers.job;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.jubernetes.controllers.pods.DeletionOrder;
import io.jubernetes.controllers.pods.PodFacts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which pods a Job needs more of, or fewer: never both at a time.
 *
 * @param pause after which time more pods are due; null when nothing is put off
 */
record PodPlan(
        List<NewPod> create, List<Pod> delete, @Nullable Duration pause) {

    /** How many pods are created or deleted in one go at most. */
    static final int BURST = 500;

    static final PodPlan NOTHING = new PodPlan(List.of(), List.of(), null);

    /**
     * A pod to be made.
     *
     * @param index -1 for a Job without indexes
     * @param failed the pod of the same index that it follows, if that is known
     */
    record NewPod(int index, @Nullable Pod failed) {}

    /** For a Job that comes to its end. */
    static PodPlan stop(JobState state) {
        return new PodPlan(List.of(), state.active(), null);
    }

    static PodPlan of(JobState state, Backoff backoff, Instant now) {
        Job job = state.job();
        List<Pod> active = state.active();
        int wanted = JobFacts.isSuspended(job) ? 0 : wanted(state);
        List<Pod> surplus = surplus(state, Math.max(0, active.size() - wanted), now);
        if (!surplus.isEmpty()) {
            return new PodPlan(List.of(), surplus.subList(0, Math.min(surplus.size(), BURST)), null);
        }
        int leaving = JobFacts.waitsForTerminating(job) ? state.terminating() : 0;
        int missing = Math.min(wanted - leaving - active.size(), BURST);
        return missing <= 0 ? NOTHING : create(state, missing, backoff, now);
    }

    /** Without a number of completions the first success ends it: what runs then may go on, and nothing is added. */
    private static int wanted(JobState state) {
        int parallelism = JobFacts.parallelism(state.job());
        Integer completions = state.job().getSpec().getCompletions();
        if (completions == null) {
            return state.succeeded() > 0 ? state.active().size() : parallelism;
        }
        return Math.max(0, Math.min(parallelism, completions - state.succeeded()));
    }

    /** Pods of an index that there is already, or is not to be, go in any case. */
    private static List<Pod> surplus(JobState state, int atLeast, Instant now) {
        List<Pod> order = new DeletionOrder(List.of(), now).sorted(state.active());
        List<Pod> going = new ArrayList<>();
        List<Pod> left = new ArrayList<>();
        if (JobFacts.isIndexed(state.job())) {
            Map<Integer, String> kept = new TreeMap<>();
            order.stream().filter(state::hasValidIndex).forEach(pod -> kept.put(JobFacts.index(pod), uid(pod)));
            order.forEach(pod -> (uid(pod).equals(kept.get(JobFacts.index(pod))) ? left : going).add(pod));
        } else {
            left.addAll(order);
        }
        if (going.size() < atLeast) {
            going.addAll(left.subList(0, atLeast - going.size()));
        }
        return going;
    }

    private static String uid(Pod pod) {
        return pod.getMetadata().getUid();
    }

    private static PodPlan create(JobState state, int count, Backoff backoff, Instant now) {
        boolean perIndex = state.failedIndexes() != null;
        Duration wait = backoff.remaining(now);
        if (!perIndex && wait.isPositive()) {
            return new PodPlan(List.of(), List.of(), wait);
        }
        if (!JobFacts.isIndexed(state.job())) {
            return new PodPlan(Collections.nCopies(count, new NewPod(-1, null)), List.of(), null);
        }
        List<Integer> pending = pending(state, count);
        return perIndex
                ? createOneByOne(pending, heldBack(state), now)
                : new PodPlan(
                        pending.stream().map(index -> new NewPod(index, null)).toList(), List.of(), null);
    }

    private static List<Integer> pending(JobState state, int count) {
        Indexes taken = state.succeededIndexes().with(state.activeIndexes());
        if (JobFacts.waitsForTerminating(state.job())) {
            taken = taken.with(state.terminatingIndexes());
        }
        if (state.failedIndexes() != null) {
            taken = taken.with(state.failedIndexes());
        }
        List<Integer> pending = new ArrayList<>();
        int end = JobFacts.indexes(state.job());
        for (int i = taken.firstMissing(0); i < end && pending.size() < count; i = taken.firstMissing(i + 1)) {
            pending.add(i);
        }
        return pending;
    }

    private static PodPlan createOneByOne(List<Integer> pending, Map<Integer, Pod> failed, Instant now) {
        List<NewPod> due = new ArrayList<>();
        Duration soonest = null;
        for (int index : pending) {
            Pod last = failed.get(index);
            Duration wait = last == null ? Duration.ZERO : Backoff.ofIndex(last).remaining(now);
            if (!wait.isPositive()) {
                due.add(new NewPod(index, last));
            } else if (soonest == null || wait.compareTo(soonest) < 0) {
                soonest = wait;
            }
        }
        return new PodPlan(due, List.of(), soonest);
    }

    /**
     * The last failed pod of each index that gets another: it keeps its finalizer until then, as it is the only one who knows how
     * often the index failed.
     */
    static Map<Integer, Pod> heldBack(JobState state) {
        Indexes failedIndexes = state.failedIndexes();
        Map<Integer, Pod> held = new TreeMap<>();
        if (failedIndexes == null) {
            return held;
        }
        Indexes settled = state.succeededIndexes().with(state.activeIndexes()).with(failedIndexes);
        for (Pod pod : state.tracked()) {
            int index = JobFacts.index(pod);
            if (state.hasValidIndex(pod) && state.hasFailed(pod) && !settled.has(index)) {
                held.merge(index, pod, (a, b) -> failures(b) > failures(a) ? b : a);
            }
        }
        return held;
    }

    private static int failures(Pod pod) {
        return JobFacts.failuresBefore(pod) + JobFacts.ignoredFailuresBefore(pod);
    }

    /** How many of the pods to be deleted are ready. */
    int readyDeleted() {
        return (int) delete.stream().filter(PodFacts::isReady).count();
    }
}
