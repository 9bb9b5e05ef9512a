package io.jubernetes.kubelet.settings;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/**
 * How a node's pods end when it shuts down: those of least priority first, each group within its own time.
 *
 * @param periods by rising priority; none when pods go on while the agent is away
 */
public record ShutdownPolicy(List<Period> periods) {

    /** Of the class {@code system-cluster-critical}. */
    public static final int CRITICAL = 2_000_000_000;

    public static final ShutdownPolicy NONE = new ShutdownPolicy(List.of());

    public ShutdownPolicy {
        periods = periods.stream()
                .sorted(Comparator.comparingInt(Period::priority))
                .toList();
    }

    /** The time of pods with at least a priority, up to the next group's. */
    public record Period(int priority, Duration time) {}

    /** All together have {@code whole}; the critical ones the last part of it. */
    static ShutdownPolicy of(Duration whole, Duration critical) {
        return whole.isZero()
                ? NONE
                : new ShutdownPolicy(List.of(new Period(0, whole.minus(critical)), new Period(CRITICAL, critical)));
    }

    /** Which group a pod is in. A priority below all of them is the first's. */
    public int group(int priority) {
        int found = 0;
        for (int i = 0; i < periods.size(); i++) {
            found = periods.get(i).priority() <= priority ? i : found;
        }
        return found;
    }
}
