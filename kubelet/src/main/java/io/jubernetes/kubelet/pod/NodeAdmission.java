package io.jubernetes.kubelet.pod;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Toleration;
import io.jubernetes.kubelet.node.NodeHealth;
import io.jubernetes.kubelet.pod.PodStatusBuilder.Verdict;
import io.jubernetes.kubelet.settings.ShutdownPolicy;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which pods a node does not begin with because of the state that it is in. */
public record NodeAdmission(NodeHealth health) {

    private static final String MEMORY = "MemoryPressure";
    private static final String TAINT = "node.kubernetes.io/memory-pressure";

    /** Why a pod is refused; empty when it may come. */
    Optional<Verdict> refusal(Pod pod) {
        if (health.isShuttingDown()) {
            return Optional.of(new Verdict("NodeShutdown", "Pod was rejected as the node is shutting down."));
        }
        Set<String> pressures = health.pressures();
        if (pressures.isEmpty() || isCritical(pod)) {
            return Optional.empty();
        }
        boolean onlyMemory = pressures.equals(Set.of(MEMORY));
        if (onlyMemory && (!QualityOfService.of(pod).equals("BestEffort") || tolerates(pod))) {
            return Optional.empty();
        }
        return Optional.of(new Verdict("Evicted", "The node had condition: " + pressures + ". "));
    }

    /** Those without which the node is none. */
    private static boolean isCritical(Pod pod) {
        Integer priority = pod.getSpec().getPriority();
        return Pods.isStatic(pod) || (priority != null && priority >= ShutdownPolicy.CRITICAL);
    }

    private static boolean tolerates(Pod pod) {
        List<Toleration> all = pod.getSpec().getTolerations();
        return all != null
                && all.stream()
                        .filter(t -> t.getEffect() == null
                                || t.getEffect().isEmpty()
                                || t.getEffect().equals("NoSchedule"))
                        .anyMatch(t -> TAINT.equals(t.getKey())
                                || ((t.getKey() == null || t.getKey().isEmpty()) && "Exists".equals(t.getOperator())));
    }
}
