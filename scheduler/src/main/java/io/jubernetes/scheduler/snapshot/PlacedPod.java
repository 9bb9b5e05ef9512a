package io.jubernetes.scheduler.snapshot;

import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;

/** A pod with what it takes from its node, computed once. The pod is a constant. */
public record PlacedPod(Pod pod, String uid, Usage usage, List<HostPort> ports) {

    public static PlacedPod of(Pod pod) {
        return new PlacedPod(pod, pod.getMetadata().getUid(), PodUsage.of(pod.getSpec()), HostPort.of(pod.getSpec()));
    }

    public int priority() {
        Integer priority = pod.getSpec().getPriority();
        return priority == null ? 0 : priority;
    }

    public String fullName() {
        return pod.getMetadata().getNamespace() + "/" + pod.getMetadata().getName();
    }
}
