package io.jubernetes.controllers.podgc;

import io.fabric8.kubernetes.api.model.Pod;
import io.jubernetes.controllers.pods.PodFacts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which pods are to go, and why. */
final class Doomed {

    enum Why {
        /** Its node is not there any more. */
        ORPHANED,
        /** It was told to go, and its node, which is out of service, will never say that it did. */
        OUT_OF_SERVICE,
        /** It was deleted before it had a node: nobody will finish that. */
        NEVER_STARTED,
        /** There are more ended pods than are kept. */
        TOO_MANY_ENDED
    }

    /** Evicted ones before others, then the oldest. */
    private static final Comparator<Pod> FIRST_TO_GO = Comparator.comparing(
                    (Pod pod) -> !"Evicted".equals(pod.getStatus().getReason()))
            .thenComparing(pod -> String.valueOf(pod.getMetadata().getCreationTimestamp()))
            .thenComparing(pod -> pod.getMetadata().getName());

    private Doomed() {}

    /**
     * Nodes that will end no pods.
     *
     * @param lost that are known to be gone
     * @param outOfService that are not ready, and of which somebody said that they are out of service
     */
    record Nodes(Set<String> lost, Set<String> outOfService) {}

    /**
     * @param keepEnded how many ended pods are kept; 0: all
     */
    static Map<Pod, Why> of(List<Pod> pods, Nodes nodes, int keepEnded) {
        Map<Pod, Why> doomed = new LinkedHashMap<>();
        List<Pod> ended = new ArrayList<>();
        for (Pod pod : pods) {
            String node = PodFacts.isAssigned(pod) ? pod.getSpec().getNodeName() : "";
            if (nodes.lost.contains(node)) {
                doomed.put(pod, Why.ORPHANED);
            } else if (PodFacts.isTerminating(pod) && nodes.outOfService.contains(node)) {
                doomed.put(pod, Why.OUT_OF_SERVICE);
            } else if (!PodFacts.isAssigned(pod) && PodFacts.isBeingDeleted(pod)) {
                doomed.put(pod, Why.NEVER_STARTED);
            } else if (PodFacts.isTerminal(pod)) {
                ended.add(pod);
            }
        }
        if (keepEnded > 0 && ended.size() > keepEnded) {
            ended.sort(FIRST_TO_GO);
            ended.subList(0, ended.size() - keepEnded).forEach(pod -> doomed.put(pod, Why.TOO_MANY_ENDED));
        }
        return doomed;
    }
}
