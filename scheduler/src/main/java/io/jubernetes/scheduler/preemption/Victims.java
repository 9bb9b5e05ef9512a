package io.jubernetes.scheduler.preemption;

import io.jubernetes.scheduler.snapshot.PlacedPod;
import java.util.Comparator;
import java.util.List;

/**
 * Who would have to go from a node.
 *
 * @param pods the most important first
 * @param violations how many of them a disruption budget protects
 * @param sumOfPriorities moved so that negative priorities add up too: more pods are always more harm
 * @param earliestStart since when the most important of them runs
 */
record Victims(String node, List<PlacedPod> pods, int violations, long sumOfPriorities, String earliestStart) {

    /** More important pods first: of higher priority, then those that run for longer. */
    static final Comparator<PlacedPod> BY_IMPORTANCE = Comparator.comparingInt(PlacedPod::priority)
            .reversed()
            .thenComparing(PlacedPod::startTime)
            .thenComparing(PlacedPod::uid);

    private static final long OFFSET = 1L + Integer.MAX_VALUE;

    /** The least harm first. */
    static final Comparator<Victims> BY_HARM = Victims::compareHarm;

    /** Written out: hundreds are compared in a decision. */
    private static int compareHarm(Victims a, Victims b) {
        int order = Integer.compare(a.violations, b.violations);
        order = order != 0 ? order : Integer.compare(a.highestPriority(), b.highestPriority());
        order = order != 0 ? order : Long.compare(a.sumOfPriorities, b.sumOfPriorities);
        order = order != 0 ? order : Integer.compare(a.pods.size(), b.pods.size());
        return order != 0 ? order : b.earliestStart.compareTo(a.earliestStart);
    }

    private int highestPriority() {
        return pods.getFirst().priority();
    }

    /** @param sorted the most important first */
    static Victims of(String node, List<PlacedPod> sorted, int violations) {
        List<PlacedPod> pods = List.copyOf(sorted);
        int highest = pods.isEmpty() ? 0 : pods.getFirst().priority();
        String earliest = pods.stream()
                .filter(pod -> pod.priority() == highest)
                .map(PlacedPod::startTime)
                .min(Comparator.naturalOrder())
                .orElse("");
        long sum = pods.stream().mapToLong(pod -> pod.priority() + OFFSET).sum();
        return new Victims(node, pods, violations, sum, earliest);
    }
}
