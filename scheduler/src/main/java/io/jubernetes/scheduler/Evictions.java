package io.jubernetes.scheduler;

import io.fabric8.kubernetes.api.model.Pod;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.apimachinery.error.StatusReason;
import io.jubernetes.client.DeleteOptions;
import io.jubernetes.client.ResourceClient;
import io.jubernetes.scheduler.framework.PodToPlace;
import io.jubernetes.scheduler.snapshot.PlacedPod;
import java.io.UncheckedIOException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends pods away for a more important one: says so in their status, deletes them, and tells of it. */
final class Evictions {

    private static final Logger LOG = LoggerFactory.getLogger(Evictions.class);

    private final ResourceClient<Pod> pods;
    private final PodConditions conditions;
    private final Recorders events;

    Evictions(ResourceClient<Pod> pods, PodConditions conditions, Recorders events) {
        this.pods = pods;
        this.conditions = conditions;
        this.events = events;
    }

    /** A victim that could not be deleted stays; the pod is then tried again and chooses anew. */
    void evict(PodToPlace pod, String node, List<PlacedPod> victims) {
        for (PlacedPod victim : victims) {
            try {
                evict(pod, node, victim);
            } catch (ApiException | UncheckedIOException e) {
                LOG.warn("Eviction failed: pod={} victim={}", pod.demand().fullName(), victim.fullName(), e);
            }
        }
    }

    private void evict(PodToPlace pod, String node, PlacedPod victim) {
        if (victim.isTerminating()) {
            return;
        }
        String scheduler = pod.spec().getSchedulerName();
        if (!conditions.disrupted(victim.pod(), scheduler + ": preempting to accommodate a higher priority pod")) {
            return;
        }
        delete(victim);
        events.normal(
                victim.pod(),
                pod.pod(),
                "Preempted",
                "Preempted by pod " + pod.demand().uid() + " on node " + node);
    }

    private void delete(PlacedPod victim) {
        try {
            pods.delete(
                    victim.namespace(),
                    victim.pod().getMetadata().getName(),
                    DeleteOptions.DEFAULT.ifUid(victim.uid()));
        } catch (ApiException e) {
            if (!e.is(StatusReason.NotFound) && !e.is(StatusReason.Conflict)) {
                throw e;
            }
        }
    }
}
