package io.jubernetes.scheduler;

import io.fabric8.kubernetes.api.model.Pod;
import io.jubernetes.client.informer.Informer;
import io.jubernetes.scheduler.framework.Diagnosis;
import io.jubernetes.scheduler.framework.ExtenderException;
import io.jubernetes.scheduler.framework.Placement;
import io.jubernetes.scheduler.framework.Plan;
import io.jubernetes.scheduler.framework.PodToPlace;
import io.jubernetes.scheduler.framework.Profile;
import io.jubernetes.scheduler.framework.Profiles;
import io.jubernetes.scheduler.queue.QueuedPod;
import io.jubernetes.scheduler.queue.SchedulingQueue;
import io.jubernetes.scheduler.snapshot.ClusterSnapshot;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes one pod after the other, decides, assumes, and leaves the writing to others. */
final class SchedulingLoop {

    private static final Logger LOG = LoggerFactory.getLogger(SchedulingLoop.class);

    private final SchedulingQueue queue;
    private final Informer<Pod> pods;
    private final ClusterState state;
    private final Profiles profiles;
    private final Outcomes outcomes;
    private final Map<Profile, Placement> placements = new HashMap<>();

    /** Where decisions go. */
    record Outcomes(ApiWrites writes, Binder binder, FailureReport failures, Rescues rescues) {}

    SchedulingLoop(
            SchedulingQueue queue,
            Informer<Pod> pods,
            ClusterState state,
            Profiles profiles,
            Outcomes outcomes,
            Function<Profile, Placement> placing) {
        this.queue = queue;
        this.pods = pods;
        this.state = state;
        this.profiles = profiles;
        this.outcomes = outcomes;
        profiles.all().forEach(profile -> placements.put(profile, placing.apply(profile)));
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
        Profile profile = profiles.of(pod.pod());
        Placement placement = placements.get(profile);
        if (placement == null) {
            throw new IllegalStateException("no placement for a profile");
        }
        try {
            decide(pod, profile, placement);
        } catch (ExtenderException e) {
            outcomes.writes.submit(
                    "schedule-error", () -> outcomes.failures.error(pod, String.valueOf(e.getMessage())));
        } catch (RuntimeException e) {
            LOG.error("Scheduling failed: pod={}", pod.pod().getMetadata().getName(), e);
            outcomes.writes.submit("schedule-error", () -> outcomes.failures.error(pod, "internal error"));
        }
    }

    private void decide(QueuedPod pod, Profile profile, Placement placement) throws InterruptedException {
        PodToPlace demand = pod.demand();
        while (true) {
            ClusterSnapshot snapshot = state.snapshot();
            switch (placement.schedule(demand, snapshot)) {
                case Plan.Unschedulable(Diagnosis diagnosis) -> {
                    outcomes.rescues.attempt(pod, snapshot, diagnosis, placement, profile);
                    return;
                }
                case Plan.Assign(String node, int _, int _) -> {
                    if (state.assume(demand, node, snapshot, now -> placement.fits(demand, now, node))) {
                        place(pod, profile, node);
                        return;
                    }
                }
            }
        }
    }

    private void place(QueuedPod pod, Profile profile, String node) throws InterruptedException {
        queue.placed(pod.uid());
        String problem = Binder.reserve(profile, pod, node);
        if (problem.isEmpty()) {
            outcomes.writes.submit("bind", () -> outcomes.binder.bind(profile, pod, node));
        } else {
            state.forget(pod.uid());
            outcomes.writes.submit("reserve-error", () -> outcomes.failures.error(pod, problem));
        }
    }
}
