package io.jubernetes.controllers.disruption;

import io.fabric8.kubernetes.api.model.Pod;
import io.jubernetes.controllers.pods.PodFacts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The pods whose eviction was granted and whose deletion is not seen yet. The server notes them in the budget, and they are not
 * healthy while they are there; an eviction that came to nothing is forgotten after a time.
 *
 * @param since when each was evicted, by the pod's name
 * @param overdue those that are there after all
 * @param next how long until the next of them is overdue; null when there is none
 */
record Disrupted(
        Map<String, String> since,
        List<Pod> overdue,
        @Nullable Duration next) {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    static Disrupted of(Map<String, String> noted, List<Pod> pods, Instant now) {
        Map<String, String> since = new TreeMap<>();
        List<Pod> overdue = new ArrayList<>();
        Duration next = null;
        for (Pod pod : pods) {
            String name = pod.getMetadata().getName();
            Instant evicted = PodFacts.time(noted.get(name));
            if (evicted == null || PodFacts.isBeingDeleted(pod)) {
                continue;
            }
            Duration left = Duration.between(now, evicted.plus(PATIENCE));
            if (left.isPositive()) {
                since.put(name, evicted.toString());
                next = next == null || left.compareTo(next) < 0 ? left : next;
            } else {
                overdue.add(pod);
            }
        }
        return new Disrupted(since, overdue, next);
    }
}
