package io.jubernetes.controllers.disruption;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetSpec;
import io.jubernetes.controllers.ownership.Owners;
import io.jubernetes.controllers.pods.Portion;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a budget asks for, in numbers.
 *
 * <p>A number that must be available is of the pods that are there. Everything else is relative to how many there should be, and
 * that is what their controllers want: a pod without one is not counted then.
 *
 * @param pods how many there should be
 * @param healthy how many of them must be healthy
 * @param unmanaged whether pods were left out because nobody controls them
 */
record Expected(int pods, int healthy, boolean unmanaged) {

    static Expected of(PodDisruptionBudgetSpec spec, List<Pod> pods, Scales scales) throws ScaleUnknownException {
        IntOrString available = spec.getMinAvailable();
        IntOrString unavailable = spec.getMaxUnavailable();
        if (unavailable == null && available == null) {
            return new Expected(0, 0, false);
        }
        if (unavailable == null && available.getIntVal() != null) {
            return new Expected(pods.size(), available.getIntVal(), false);
        }
        int wanted = wanted(pods, scales);
        int healthy = unavailable == null
                ? Portion.roundedUp(available, wanted)
                : Math.max(0, wanted - Portion.roundedUp(unavailable, wanted));
        return new Expected(wanted, healthy, pods.stream().anyMatch(pod -> Owners.controllerOf(pod) == null));
    }

    /** Each controller counts once, however many of its pods and ReplicaSets there are. */
    private static int wanted(List<Pod> pods, Scales scales) throws ScaleUnknownException {
        Map<String, Integer> replicas = new TreeMap<>();
        Set<String> asked = new HashSet<>();
        for (Pod pod : pods) {
            OwnerReference controller = Owners.controllerOf(pod);
            if (controller != null && asked.add(controller.getUid())) {
                Scales.Scale scale = scales.of(controller, pod.getMetadata().getNamespace())
                        .orElseThrow(() -> new ScaleUnknownException("found no controllers for pod \""
                                + pod.getMetadata().getName() + "\""));
                replicas.put(scale.uid(), scale.replicas());
            }
        }
        return replicas.values().stream().mapToInt(Integer::intValue).sum();
    }
}
