package io.jubernetes.scheduler.snapshot;

import io.fabric8.kubernetes.api.model.Pod;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * A pod with what it takes from its node and what it asks of its neighbours, computed once. The pod is a constant.
 *
 * @param labels never null
 * @param affinity the terms of pod affinity and anti-affinity
 * @param claims that its volumes name, as {@code NAMESPACE/NAME}
 */
public record PlacedPod(
        Pod pod,
        String uid,
        Usage usage,
        List<HostPort> ports,
        Map<String, String> labels,
        PodAffinityTerms affinity,
        List<String> claims) {

    public static PlacedPod of(Pod pod) {
        Map<String, String> labels = pod.getMetadata().getLabels();
        return new PlacedPod(
                pod,
                pod.getMetadata().getUid(),
                PodUsage.of(pod.getSpec()),
                HostPort.of(pod.getSpec()),
                labels == null ? Collections.emptyMap() : labels,
                PodAffinityTerms.of(pod),
                PodClaims.of(pod));
    }

    public int priority() {
        Integer priority = pod.getSpec().getPriority();
        return priority == null ? 0 : priority;
    }

    public String namespace() {
        return pod.getMetadata().getNamespace();
    }

    public String fullName() {
        return namespace() + "/" + pod.getMetadata().getName();
    }

    public boolean isTerminating() {
        return pod.getMetadata().getDeletionTimestamp() != null;
    }

    /** Whether nothing that is decided by differs. */
    public boolean isLike(PlacedPod other) {
        return usage.equals(other.usage)
                && ports.equals(other.ports)
                && labels.equals(other.labels)
                && affinity.equals(other.affinity)
                && priority() == other.priority()
                && isTerminating() == other.isTerminating()
                && startTime().equals(other.startTime());
    }

    /** When the pod began to run, as it is written in its status; the end of time when it did not. */
    public String startTime() {
        String time = pod.getStatus() == null ? null : pod.getStatus().getStartTime();
        return time == null ? "9999" : time;
    }
}
