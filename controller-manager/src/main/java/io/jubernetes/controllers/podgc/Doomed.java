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
        /** It was deleted before it had a node: nobody will finish that. */
        NEVER_STARTED,
        /** There are more ended pods than are kept. */
        TOO_MANY_ENDED
    }

    private Doomed() {}

    /**
     * @param lostNodes nodes that are known to be gone
     * @param keepEnded how many ended pods are kept; 0: all
     */
    static Map<Pod, Why> of(List<Pod> pods, Set<String> lostNodes, int keepEnded) {
        Map<Pod, Why> doomed = new LinkedHashMap<>();
        List<Pod> ended = new ArrayList<>();
        for (Pod pod : pods) {
            if (PodFacts.isAssigned(pod) && lostNodes.contains(pod.getSpec().getNodeName())) {
                doomed.put(pod, Why.ORPHANED);
            } else if (!PodFacts.isAssigned(pod) && PodFacts.isBeingDeleted(pod)) {
                doomed.put(pod, Why.NEVER_STARTED);
            } else if (PodFacts.isTerminal(pod)) {
                ended.add(pod);
            }
        }
        if (keepEnded > 0 && ended.size() > keepEnded) {
            ended.sort(Comparator.<Pod, String>comparing(
                            pod -> String.valueOf(pod.getMetadata().getCreationTimestamp()))
                    .thenComparing(pod -> pod.getMetadata().getName()));
            ended.subList(0, ended.size() - keepEnded).forEach(pod -> doomed.put(pod, Why.TOO_MANY_ENDED));
        }
        return doomed;
    }
}
