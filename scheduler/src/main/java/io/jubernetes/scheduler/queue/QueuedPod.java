package io.jubernetes.scheduler.queue;

import io.fabric8.kubernetes.api.model.Pod;
import java.util.Comparator;
import java.util.Set;
import java.util.SortedSet;

/**
 * A pod that waits, or is being tried.
 *
 * @param sequence its turn among pods of equal priority
 * @param attempts how often it was tried
 * @param rejectedBy the plugins that kept it out last time; empty: any change may help
 * @param since when it came to where it is, in nanoseconds of the monotonic clock
 * @param readyAt when its back-off is over, in nanoseconds of the monotonic clock
 */
public record QueuedPod(Pod pod, long sequence, int attempts, SortedSet<String> rejectedBy, long since, long readyAt) {

    static final Comparator<QueuedPod> BY_PRIORITY =
            Comparator.comparingInt(QueuedPod::priority).reversed().thenComparingLong(QueuedPod::sequence);

    static final Comparator<QueuedPod> BY_BACKOFF =
            Comparator.comparingLong(QueuedPod::readyAt).thenComparingLong(QueuedPod::sequence);

    static final Comparator<QueuedPod> BY_AGE =
            Comparator.comparingLong(QueuedPod::since).thenComparingLong(QueuedPod::sequence);

    public String uid() {
        return pod.getMetadata().getUid();
    }

    int priority() {
        Integer priority = pod.getSpec().getPriority();
        return priority == null ? 0 : priority;
    }

    boolean isGated() {
        return !pod.getSpec().getSchedulingGates().isEmpty();
    }

    boolean mayProfitFrom(Set<String> plugins) {
        return rejectedBy.isEmpty() || rejectedBy.stream().anyMatch(plugins::contains);
    }

    /** The same pod in a newer form. */
    public QueuedPod with(Pod newer) {
        return new QueuedPod(newer, sequence, attempts, rejectedBy, since, readyAt);
    }

    QueuedPod tried() {
        return new QueuedPod(pod, sequence, attempts + 1, rejectedBy, since, readyAt);
    }
}
