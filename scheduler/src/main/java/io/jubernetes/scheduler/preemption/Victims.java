package io.jubernetes.scheduler.preemption;

import io.jubernetes.scheduler.snapshot.PlacedPod;
import java.util.Comparator;
import java.util.List;

/**
 * Who would have to go from a node.
 *
 * @param pods the most important first
 * @param violations how many of them a disruption budget protects
 */
record Victims(String node, List<PlacedPod> pods, int violations) {

    /** More important pods first: of higher priority, then those that run for longer. */
    static final Comparator<PlacedPod> BY_IMPORTANCE = Comparator.comparingInt(PlacedPod::priority)
            .reversed()
            .thenComparing(PlacedPod::startTime)
            .thenComparing(PlacedPod::uid);

    private static final long OFFSET = 1L + Integer.MAX_VALUE;

    /** The least harm first. */
    static final Comparator<Victims> BY_HARM = Comparator.comparingInt(Victims::violations)
            .thenComparingInt(Victims::highestPriority)
            .thenComparingLong(Victims::sumOfPriorities)
            .thenComparingInt(victims -> victims.pods.size())
            .thenComparing(Victims::earliestStart, Comparator.reverseOrder());

    private int highestPriority() {
        return pods.getFirst().priority();
    }

    /** Moved so that negative priorities add up too: more pods are always more harm. */
    private long sumOfPriorities() {
        return pods.stream().mapToLong(pod -> pod.priority() + OFFSET).sum();
    }

    /** Since when the most important of them runs. */
    private String earliestStart() {
        return pods.stream()
                .filter(pod -> pod.priority() == highestPriority())
                .map(PlacedPod::startTime)
                .min(Comparator.naturalOrder())
                .orElse("");
    }
}
