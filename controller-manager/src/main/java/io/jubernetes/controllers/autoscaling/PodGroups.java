package io.jubernetes.controllers.autoscaling;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.jubernetes.controllers.pods.PodFacts;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The pods of a target by what their metrics are worth.
 *
 * @param ready how many count
 * @param unready pods that start: what they use says nothing about the load
 * @param missing pods without a metric
 * @param ignored pods that end
 */
record PodGroups(int ready, Set<String> unready, Set<String> missing, Set<String> ignored) {

    /** How long after its start a pod's use of the processor may be that of its start. */
    private static final Duration INITIALIZATION = Duration.ofMinutes(5);

    private static final Duration FIRST_READINESS = Duration.ofSeconds(30);

    static PodGroups of(List<Pod> pods, Map<String, Sample> metrics, boolean processor, Instant now) {
        int ready = 0;
        PodGroups groups = new PodGroups(0, new LinkedHashSet<>(), new LinkedHashSet<>(), new LinkedHashSet<>());
        for (Pod pod : pods) {
            String name = pod.getMetadata().getName();
            Sample sample = metrics.get(name);
            String phase = pod.getStatus() == null ? "" : pod.getStatus().getPhase();
            if (pod.getMetadata().getDeletionTimestamp() != null || "Failed".equals(phase)) {
                groups.ignored.add(name);
            } else if ("Pending".equals(phase)) {
                groups.unready.add(name);
            } else if (sample == null) {
                groups.missing.add(name);
            } else if (processor && isStarting(pod, sample, now)) {
                groups.unready.add(name);
            } else {
                ready++;
            }
        }
        return new PodGroups(ready, groups.unready, groups.missing, groups.ignored);
    }

    private static boolean isStarting(Pod pod, Sample sample, Instant now) {
        PodCondition condition = readiness(pod);
        Instant start = PodFacts.time(pod.getStatus().getStartTime());
        Instant changed = condition == null ? null : PodFacts.time(condition.getLastTransitionTime());
        if (condition == null || start == null || changed == null) {
            return true;
        }
        boolean unready = "False".equals(condition.getStatus());
        if (start.plus(INITIALIZATION).isAfter(now)) {
            return unready || sample.time().isBefore(changed.plus(sample.window()));
        }
        // never ready since its start
        return unready && start.plus(FIRST_READINESS).isAfter(changed);
    }

    private static @Nullable PodCondition readiness(Pod pod) {
        return pod.getStatus().getConditions().stream()
                .filter(condition -> "Ready".equals(condition.getType()))
                .findFirst()
                .orElse(null);
    }
}
