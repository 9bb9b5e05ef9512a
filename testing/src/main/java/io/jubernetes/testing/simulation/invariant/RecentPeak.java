package io.jubernetes.testing.simulation.invariant;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/** The largest size that was asked for lately: who reads from a cache may act on what was so a while ago. */
final class RecentPeak {

    private static final long WINDOW = Duration.ofSeconds(60).toNanos();

    /** A value, and since when it is. */
    private record Since(long time, int value) {}

    private final Map<String, Deque<Since>> sizes = new HashMap<>();

    void is(String uid, long now, int value) {
        sizes.computeIfAbsent(uid, u -> new ArrayDeque<>()).addLast(new Since(now, value));
    }

    boolean knows(String uid) {
        return sizes.containsKey(uid);
    }

    /** The largest value that was so at some time of the last minute. */
    int of(String uid, long now) {
        Deque<Since> all = sizes.getOrDefault(uid, new ArrayDeque<>());
        while (all.size() > 1 && second(all).time() < now - WINDOW) {
            all.removeFirst();
        }
        return all.stream().mapToInt(Since::value).max().orElse(0);
    }

    private static Since second(Deque<Since> all) {
        return all.stream().skip(1).findFirst().orElseThrow();
    }
}
