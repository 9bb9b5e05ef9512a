package io.jubernetes.scheduler;

import io.fabric8.kubernetes.api.model.Pod;
import io.jubernetes.client.informer.Informer;
import io.jubernetes.scheduler.queue.QueuedPod;
import io.jubernetes.scheduler.queue.SchedulingQueue;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/** What happens with a pod that could not be placed: back to the queue, an event, and the pod's condition. */
final class FailureReport {

    private final Informer<Pod> informer;
    private final PodConditions conditions;
    private final Recorders events;
    private final SchedulingQueue queue;

    FailureReport(Informer<Pod> informer, PodConditions conditions, Recorders events, SchedulingQueue queue) {
        this.informer = informer;
        this.conditions = conditions;
        this.events = events;
        this.queue = queue;
    }

    /**
     * No node would do. The pod waits from now on.
     *
     * @return the pod as it is now; null when it needs no node any more
     */
    @Nullable
    Pod unschedulable(QueuedPod tried, SortedSet<String> plugins) {
        return putBack(tried, plugins);
    }

    /** @param nominatedNode where others make room for it; empty takes an earlier choice back, null leaves it */
    void tell(Pod pod, String message, @Nullable String nominatedNode) {
        events.warning(pod, "FailedScheduling", message);
        conditions.notScheduled(pod, "Unschedulable", message, nominatedNode);
    }

    /** The attempt itself failed. */
    void error(QueuedPod tried, String message) {
        Pod newest = putBack(tried, null);
        if (newest != null) {
            events.warning(newest, "FailedScheduling", message);
            conditions.notScheduled(newest, "SchedulerError", message, null);
        }
    }

    private @Nullable Pod putBack(QueuedPod tried, @Nullable SortedSet<String> plugins) {
        Pod newest = newest(tried);
        if (newest == null || PodWatch.isOnNode(newest)) {
            queue.done(tried.uid());
            return null;
        }
        queue.reject(tried, newest, plugins);
        return newest;
    }

    private @Nullable Pod newest(QueuedPod tried) {
        Pod pod = informer.get(
                tried.pod().getMetadata().getNamespace(),
                tried.pod().getMetadata().getName());
        return pod != null && pod.getMetadata().getUid().equals(tried.uid()) ? pod : null;
    }
}
