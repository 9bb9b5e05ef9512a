package io.jubernetes.kubelet.config;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.jubernetes.kubelet.pod.Pods;
import io.jubernetes.kubelet.pod.QualityOfService;

/** Whom the kernel kills first when memory runs out: those who asked for nothing, and never those who asked for all they use. */
public final class OomScore {

    static final int GUARANTEED = -997;
    private static final int BEST_EFFORT = 1000;

    private OomScore() {}

    /** @param memoryCapacity of the node, in bytes */
    public static int of(Pod pod, Container container, long memoryCapacity) {
        if ("system-node-critical".equals(pod.getSpec().getPriorityClassName())) {
            return GUARANTEED;
        }
        return switch (QualityOfService.of(pod)) {
            case "Guaranteed" -> GUARANTEED;
            case "BestEffort" -> BEST_EFFORT;
            default -> burstable(request(pod, container), memoryCapacity);
        };
    }

    /** A sidecar must not be killed before those whom it serves: it counts as the smallest of them. */
    private static long request(Pod pod, Container container) {
        if (!Pods.isSidecar(pod, container.getName())) {
            return memory(container);
        }
        long least =
                Pods.containers(pod).stream().mapToLong(OomScore::memory).min().orElse(0);
        return Math.max(memory(container), least);
    }

    private static long memory(Container container) {
        Amounts amounts = new Amounts(container.getResources());
        return Amounts.whole(amounts.request("memory").or(() -> amounts.limit("memory")));
    }

    /** Between the two others, smaller for larger requests. */
    private static int burstable(long request, long capacity) {
        long score = capacity <= 0 ? BEST_EFFORT : 1000 - 1000 * request / capacity;
        return Math.clamp(score, 1000 + GUARANTEED, BEST_EFFORT - 1);
    }
}
