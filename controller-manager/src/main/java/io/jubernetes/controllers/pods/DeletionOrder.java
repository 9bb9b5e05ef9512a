package io.jubernetes.controllers.pods;

import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which pods go first when there are too many: those that do least for their users. Not assigned before assigned, pending before
 * unknown before running, not ready before ready, lower deletion cost, more of their kind on the node, ready for a shorter time,
 * more restarts, younger. Times count by their order of magnitude only, so that among pods of about the same age it is not
 * always the youngest; then the uid decides.
 */
public final class DeletionOrder {

    private static final String COST = "controller.kubernetes.io/pod-deletion-cost";

    private final Instant now;
    private final Map<String, Integer> relatedOnNode = new TreeMap<>();

    /** @param related active pods that serve the same purpose, on any node */
    public DeletionOrder(List<Pod> related, Instant now) {
        this.now = now;
        related.stream()
                .filter(PodFacts::isActive)
                .filter(PodFacts::isAssigned)
                .forEach(pod -> relatedOnNode.merge(pod.getSpec().getNodeName(), 1, Integer::sum));
    }

    /** The pods to delete first come first. */
    public List<Pod> sorted(List<Pod> pods) {
        return pods.stream().sorted(comparator()).toList();
    }

    private Comparator<Pod> comparator() {
        return Comparator.<Pod, Boolean>comparing(PodFacts::isAssigned)
                .thenComparingInt(DeletionOrder::phaseRank)
                .thenComparing(PodFacts::isReady)
                .thenComparingInt(DeletionOrder::cost)
                .thenComparing(Comparator.comparingInt(this::crowd).reversed())
                .thenComparingInt(pod -> magnitude(PodFacts.isReady(pod) ? PodFacts.readySince(pod) : null))
                .thenComparing(Comparator.comparingInt(PodFacts::restarts).reversed())
                .thenComparingInt(
                        pod -> magnitude(PodFacts.time(pod.getMetadata().getCreationTimestamp())))
                .thenComparing(pod -> pod.getMetadata().getUid());
    }

    private static int phaseRank(Pod pod) {
        return switch (PodFacts.phase(pod)) {
            case "Pending", "" -> 0;
            case "Unknown" -> 1;
            default -> 2;
        };
    }

    private static int cost(Pod pod) {
        Map<String, String> annotations = pod.getMetadata().getAnnotations();
        String cost = annotations == null ? null : annotations.get(COST);
        try {
            return cost == null ? 0 : Integer.parseInt(cost);
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private int crowd(Pod pod) {
        return PodFacts.isAssigned(pod)
                ? relatedOnNode.getOrDefault(pod.getSpec().getNodeName(), 0)
                : 0;
    }

    /** How many doublings of a second ago. */
    private int magnitude(@Nullable Instant since) {
        if (since == null) {
            return -1;
        }
        long seconds = Math.max(0, Duration.between(since, now).toSeconds());
        return 64 - Long.numberOfLeadingZeros(seconds);
    }
}
