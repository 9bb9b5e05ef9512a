package io.jubernetes.bench.scheduler;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.bench.kvstore.Histogram;
import io.jubernetes.scheduler.config.ProfileFactory;
import io.jubernetes.scheduler.framework.Change;
import io.jubernetes.scheduler.framework.ClusterEvent;
import io.jubernetes.scheduler.framework.Diagnosis;
import io.jubernetes.scheduler.framework.ExtensionPoint;
import io.jubernetes.scheduler.framework.Placement;
import io.jubernetes.scheduler.framework.Plan;
import io.jubernetes.scheduler.framework.PodToPlace;
import io.jubernetes.scheduler.framework.PostFilterPlugin;
import io.jubernetes.scheduler.framework.PostFilterPlugin.Rescue;
import io.jubernetes.scheduler.framework.Profile;
import io.jubernetes.scheduler.framework.Profiles;
import io.jubernetes.scheduler.queue.Backoff;
import io.jubernetes.scheduler.queue.QueuedPod;
import io.jubernetes.scheduler.queue.SchedulingQueue;
import io.jubernetes.scheduler.snapshot.ClusterSnapshot;
import io.jubernetes.scheduler.snapshot.PlacedPod;
import java.time.Duration;
import java.util.List;

/** The scheduler's queue and decisions without an API server: a pod is bound, and a victim gone, at once. */
final class LoneScheduler {

    private final Profile profile = ProfileFactory.standard();
    private final Placement placement = new Placement(profile);
    private final PostFilterPlugin preemption =
            profile.at(ExtensionPoint.POST_FILTER, PostFilterPlugin.class).getFirst();
    private Histogram decisions = new Histogram();
    private final Environment environment;
    private final SchedulingQueue queue;
    private ClusterSnapshot snapshot = ClusterSnapshot.EMPTY;

    LoneScheduler(Environment environment, Shape shape, int nodes) {
        this.environment = environment;
        Backoff backoff = new Backoff(Duration.ofMillis(1), Duration.ofMillis(1));
        this.queue = new SchedulingQueue(environment, backoff, new Profiles(List.of(profile)));
        for (int i = 0; i < nodes; i++) {
            snapshot = snapshot.withNode(shape.node().apply(i));
        }
    }

    /** Forgets how long decisions took so far. */
    LoneScheduler measured() {
        decisions = new Histogram();
        return this;
    }

    /** How long one decision took, in milliseconds. */
    double millis(double share) {
        return decisions.millis(share);
    }

    void put(Pod pod) {
        queue.put(pod);
    }

    /** A node goes and comes back, as far as its labels are concerned: everything that was known of it is void. */
    void replaceNode(int place) {
        Node node = snapshot.at(place).node();
        if (node != null) {
            snapshot = snapshot.withNode(node);
            queue.happened(Change.ofNode(ClusterEvent.NODE_ADDED, snapshot.at(place)));
        }
    }

    /** Places so many pods. */
    void place(int count) throws InterruptedException {
        int placed = 0;
        while (placed < count) {
            QueuedPod next = queue.take();
            if (next == null) {
                return;
            }
            long begin = environment.nanoTime();
            boolean done = decide(next);
            decisions.record(environment.nanoTime() - begin);
            placed += done ? 1 : 0;
        }
    }

    private boolean decide(QueuedPod pod) {
        PodToPlace demand = pod.demand();
        switch (placement.schedule(demand, snapshot)) {
            case Plan.Assign(String node, int _, int _) -> {
                snapshot = snapshot.withoutNominated(pod.uid(), node).withPod(demand.demand(), node);
                queue.done(pod.uid());
                queue.happened(Change.ofPod(ClusterEvent.POD_ON_NODE_ADDED, demand.demand()));
                return true;
            }
            case Plan.Unschedulable(Diagnosis diagnosis) -> {
                Rescue rescue = preemption.rescue(demand, snapshot, diagnosis, placement);
                queue.reject(pod, pod.pod(), diagnosis.plugins());
                if (rescue instanceof Rescue.Evict(String node, List<PlacedPod> victims)) {
                    evict(demand, node, victims);
                }
                return false;
            }
        }
    }

    private void evict(PodToPlace pod, String node, List<PlacedPod> victims) {
        snapshot = snapshot.withNominated(pod.demand(), node);
        for (PlacedPod victim : victims) {
            snapshot = snapshot.withoutPod(victim.uid(), node);
            queue.happened(Change.ofPod(ClusterEvent.POD_LEFT_NODE, victim));
        }
    }
}
