package io.jubernetes.kubelet.eviction;

import io.jubernetes.kubelet.settings.EvictionPolicy;
import io.jubernetes.kubelet.settings.Signal;
import io.jubernetes.kubelet.settings.Threshold;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Remembers since when a node is short of what, and says when something has to be done about it. Used by one task. */
public final class NodePressure {

    private final EvictionPolicy policy;
    private final Map<Threshold, Long> passedAt = new LinkedHashMap<>();
    private final Map<String, Long> saidAt = new LinkedHashMap<>();
    private Set<String> conditions = Set.of();

    public NodePressure(EvictionPolicy policy) {
        this.policy = policy;
    }

    /** How much there is of something, of how much altogether. */
    public record Observation(long available, long capacity) {}

    /**
     * Takes note of what there is.
     *
     * @param now in nanoseconds
     * @return the threshold on whose account a pod has to go now: the most urgent one whose grace is over
     */
    Optional<Threshold> observe(Map<Signal, Observation> seen, long now) {
        List<Threshold> passed =
                policy.thresholds().stream().filter(t -> isPassed(t, seen)).toList();
        passedAt.keySet().retainAll(passed);
        passed.forEach(t -> passedAt.putIfAbsent(t, now));
        passed.forEach(t -> saidAt.put(t.signal().condition(), now));
        saidAt.values()
                .removeIf(at -> at != now && now - at >= policy.transition().toNanos());
        conditions = new TreeSet<>(saidAt.keySet());
        return passed.stream()
                .filter(t ->
                        Duration.ofNanos(now - passedAt.getOrDefault(t, now)).compareTo(t.grace()) >= 0)
                .min(Comparator.comparing(Threshold::signal).thenComparing(Threshold::grace));
    }

    private boolean isPassed(Threshold threshold, Map<Signal, Observation> seen) {
        Observation observation = seen.get(threshold.signal());
        if (observation == null) {
            return false;
        }
        long bound = passedAt.containsKey(threshold)
                ? threshold.end(observation.capacity())
                : threshold.bound(observation.capacity());
        return observation.available() < bound;
    }

    /** What the node says of itself. */
    Set<String> conditions() {
        return conditions;
    }
}
