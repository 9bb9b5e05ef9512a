package io.jubernetes.scheduler.queue;

import io.fabric8.kubernetes.api.model.Pod;
import io.jubernetes.scheduler.framework.PodToPlace;
import io.jubernetes.scheduler.framework.QueueSortPlugin;
import java.util.Comparator;
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
public record QueuedPod(
        PodToPlace demand, long sequence, int attempts, SortedSet<String> rejectedBy, long since, long readyAt)
        implements QueueSortPlugin.Waiting {

    static final Comparator<QueuedPod> BY_BACKOFF =
            Comparator.comparingLong(QueuedPod::readyAt).thenComparingLong(QueuedPod::sequence);

    static final Comparator<QueuedPod> BY_AGE =
            Comparator.comparingLong(QueuedPod::since).thenComparingLong(QueuedPod::sequence);

    public Pod pod() {
        return demand.pod();
    }

    public String uid() {
        return demand.demand().uid();
    }

    @Override
    public int priority() {
        return demand.demand().priority();
    }

    /** The same pod in a newer form. */
    @SuppressWarnings("ReferenceEquality") // an equal pod that is another object is only read once more
    public QueuedPod with(Pod newer) {
        return newer == pod()
                ? this
                : new QueuedPod(PodToPlace.of(newer), sequence, attempts, rejectedBy, since, readyAt);
    }

    QueuedPod tried() {
        return new QueuedPod(demand, sequence, attempts + 1, rejectedBy, since, readyAt);
    }
}
