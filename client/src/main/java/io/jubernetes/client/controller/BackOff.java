package io.jubernetes.client.controller;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** How long to wait for each key: doubles with every failure. Not safe for several threads. */
final class BackOff<K> {

    private static final int MAX_DOUBLINGS = 40;

    private final Duration first;
    private final Duration longest;
    private final Map<K, Integer> failures = new HashMap<>();

    BackOff(Duration first, Duration longest) {
        this.first = first;
        this.longest = longest;
    }

    /** Counts a failure and returns how long to wait now. */
    Duration next(K key) {
        int before = failures.merge(key, 1, Integer::sum) - 1;
        if (before > MAX_DOUBLINGS) {
            return longest;
        }
        Duration grown = first.multipliedBy(1L << before);
        return grown.compareTo(longest) < 0 ? grown : longest;
    }

    void forget(K key) {
        failures.remove(key);
    }

    int failures(K key) {
        return failures.getOrDefault(key, 0);
    }
}
