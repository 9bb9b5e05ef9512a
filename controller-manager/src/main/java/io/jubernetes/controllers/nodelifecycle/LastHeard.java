package io.jubernetes.controllers.nodelifecycle;

import io.jubernetes.apimachinery.environment.Environment;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** When each node was heard of last, by our clock: the nodes' own clocks may be wrong. */
final class LastHeard {

    private final Environment environment;
    private final ConcurrentMap<String, Long> heard = new ConcurrentHashMap<>();

    LastHeard(Environment environment) {
        this.environment = environment;
    }

    void now(String node) {
        heard.put(node, environment.nanoTime());
    }

    /** How long the node has been silent; counted from the first question when it was never heard. */
    Duration silence(String node) {
        long now = environment.nanoTime();
        Long last = heard.putIfAbsent(node, now);
        return Duration.ofNanos(last == null ? 0 : now - last);
    }

    void forget(String node) {
        heard.remove(node);
    }
}
