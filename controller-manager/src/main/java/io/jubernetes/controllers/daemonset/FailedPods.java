package io.jubernetes.controllers.daemonset;

import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * When the failed pods of a daemon may be replaced: at once, then after 1 s, doubled with each time, at most 15 min. A node may refuse
 * a pod again and again. What was long ago is forgotten.
 */
final class FailedPods {

    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofMinutes(15);
    private static final int MOST_DOUBLINGS = 10;

    // a daemon's uid, then a node
    private final Map<String, Map<String, Pause>> pauses = new ConcurrentHashMap<>();

    private record Pause(Instant until, int times) {
        Pause next(Instant now) {
            Duration length = FIRST.multipliedBy(1L << Math.min(times, MOST_DOUBLINGS));
            return new Pause(now.plus(length.compareTo(LONGEST) < 0 ? length : LONGEST), times + 1);
        }

        boolean isForgotten(Instant now) {
            return until.plus(LONGEST.multipliedBy(2)).isBefore(now);
        }
    }

    /**
     * Those that may go.
     *
     * @param pause how long the next one has to wait; null when none has
     */
    record Due(List<Pod> pods, @Nullable Duration pause) {}

    Due due(String daemon, List<Pod> failed, Instant now) {
        List<Pod> due = new ArrayList<>();
        Duration soonest = null;
        for (Pod pod : failed) {
            Map<String, Pause> nodes = pauses.computeIfAbsent(daemon, _ -> new ConcurrentHashMap<>());
            nodes.values().removeIf(pause -> pause.isForgotten(now));
            String node = String.valueOf(NodeFit.target(pod));
            Pause pause = nodes.getOrDefault(node, new Pause(now, 0));
            if (!pause.until.isAfter(now)) {
                due.add(pod);
                nodes.put(node, pause.next(now));
            } else if (soonest == null || Duration.between(now, pause.until).compareTo(soonest) < 0) {
                soonest = Duration.between(now, pause.until);
            }
        }
        return new Due(due, soonest);
    }
}
