package io.jubernetes.scheduler;

import io.fabric8.kubernetes.api.model.Pod;
import io.jubernetes.client.informer.Informer;
import io.jubernetes.scheduler.framework.Placement;
import io.jubernetes.scheduler.framework.Plan;
import io.jubernetes.scheduler.framework.PodToPlace;
import io.jubernetes.scheduler.queue.QueuedPod;
import io.jubernetes.scheduler.queue.SchedulingQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes one pod after the other, decides, assumes, and leaves the writing to others. */
final class SchedulingLoop {

    private static final Logger LOG = LoggerFactory.getLogger(SchedulingLoop.class);

    private final SchedulingQueue queue;
    private final Informer<Pod> pods;
    private final ClusterState state;
    private final Placement placement;
    private final Outcomes outcomes;

    /** Where decisions go. */
    record Outcomes(ApiWrites writes, Binder binder, FailureReport failures) {}

    SchedulingLoop(
            SchedulingQueue queue, Informer<Pod> pods, ClusterState state, Placement placement, Outcomes outcomes) {
        this.queue = queue;
        this.pods = pods;
        this.state = state;
        this.placement = placement;
        this.outcomes = outcomes;
    }

    void run() throws InterruptedException {
        for (QueuedPod next = queue.take(); next != null; next = queue.take()) {
            Pod pod = newest(next);
            if (pod == null || PodWatch.isOnNode(pod) || state.isPlaced(next.uid())) {
                queue.done(next.uid());
            } else {
                attempt(next.with(pod));
            }
        }
    }

    private @Nullable Pod newest(QueuedPod queued) {
        Pod pod = pods.get(
                queued.pod().getMetadata().getNamespace(),
                queued.pod().getMetadata().getName());
        return pod != null && pod.getMetadata().getUid().equals(queued.uid()) ? pod : null;
    }

    private void attempt(QueuedPod pod) throws InterruptedException {
        try {
            decide(pod);
        } catch (RuntimeException e) {
            LOG.error("Scheduling failed: pod={}", pod.pod().getMetadata().getName(), e);
            outcomes.writes.submit("schedule-error", () -> outcomes.failures.error(pod, "internal error"));
        }
    }

    private void decide(QueuedPod pod) throws InterruptedException {
        PodToPlace demand = PodToPlace.of(pod.pod());
        while (true) {
            switch (placement.schedule(demand, state.snapshot())) {
                case Plan.Unschedulable(var diagnosis) -> {
                    outcomes.writes.submit("unschedulable", () -> outcomes.failures.unschedulable(pod, diagnosis));
                    return;
                }
                case Plan.Assign(String node, int _, int _) -> {
                    if (state.assume(demand, node, now -> placement.fits(demand, now, node))) {
                        outcomes.writes.submit("bind", () -> outcomes.binder.bind(pod, node));
                        return;
                    }
                }
            }
        }
    }
}
