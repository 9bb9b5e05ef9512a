package io.jubernetes.kubelet.pod;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * When a container that ended may be started again: at once after its first end, then after 10 s, doubling up to 5 minutes; from
 * the beginning when it had run for 10 minutes. For one pod; used by one task.
 */
final class RestartBackOff {

    static final Duration FIRST = Duration.ofSeconds(10);
    static final Duration LONGEST = Duration.ofMinutes(5);
    private static final Duration FORGET = LONGEST.multipliedBy(2);

    private record Entry(Duration delay, Instant since) {}

    private final Map<String, Entry> entries = new LinkedHashMap<>();

    /** How long a container that ended then still has to wait; its whole delay comes with it. */
    record Wait(Duration delay, Duration left) {}

    /** Whether to wait now. When not, the next delay begins to count: the caller starts the container. */
    Optional<Wait> next(String container, Instant finishedAt, Instant now) {
        Entry entry = entries.get(container);
        if (entry == null || Duration.between(entry.since(), finishedAt).compareTo(FORGET) > 0) {
            entries.put(container, new Entry(FIRST, now));
            return Optional.empty();
        }
        Duration left = entry.delay().minus(Duration.between(finishedAt, now));
        if (left.isPositive()) {
            return Optional.of(new Wait(entry.delay(), left));
        }
        entries.put(container, new Entry(min(entry.delay().multipliedBy(2), LONGEST), now));
        return Optional.empty();
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    /** A duration as upstream writes it in messages: {@code 10s}, {@code 1m20s}. */
    static String text(Duration duration) {
        long minutes = duration.toMinutes();
        return (minutes > 0 ? minutes + "m" : "") + duration.toSecondsPart() + "s";
    }
}
