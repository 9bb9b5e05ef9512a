package io.jubernetes.controllers.nodelifecycle;

import io.fabric8.kubernetes.api.model.Taint;
import io.fabric8.kubernetes.api.model.Toleration;
import io.jubernetes.controllers.pods.PodFacts;
import io.jubernetes.controllers.pods.TaintMatch;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** When a pod has to leave a node that pods are driven from. */
sealed interface Eviction {

    record Never() implements Eviction {}

    record Now() implements Eviction {}

    record In(Duration delay) implements Eviction {}

    /** A taint that is not tolerated drives the pod out at once; of limited tolerations, the shortest counts. */
    static Eviction of(List<Taint> taints, List<Toleration> tolerations, Instant now) {
        Duration soonest = null;
        for (Taint taint : taints) {
            if (!NodeTaints.NO_EXECUTE.equals(taint.getEffect())) {
                continue;
            }
            List<Toleration> matching = tolerations.stream()
                    .filter(t -> TaintMatch.tolerates(t, taint))
                    .toList();
            if (matching.isEmpty()) {
                return new Now();
            }
            Duration left = timeLeft(matching, taint, now);
            soonest = soonest == null || (left != null && left.compareTo(soonest) < 0) ? left : soonest;
        }
        if (soonest == null) {
            return new Never();
        }
        return soonest.isNegative() || soonest.isZero() ? new Now() : new In(soonest);
    }

    private static @Nullable Duration timeLeft(List<Toleration> matching, Taint taint, Instant now) {
        Instant since = PodFacts.time(taint.getTimeAdded());
        Instant start = since == null ? now : since;
        Long shortest = null;
        for (Toleration toleration : matching) {
            Long seconds = toleration.getTolerationSeconds();
            if (seconds != null && (shortest == null || seconds < shortest)) {
                shortest = Math.max(0, seconds);
            }
        }
        return shortest == null ? null : Duration.between(now, start.plusSeconds(shortest));
    }
}
