package io.jubernetes.controllers.pods;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What controllers ask of a pod. */
public final class PodFacts {

    private PodFacts() {}

    public static String phase(Pod pod) {
        String phase = pod.getStatus() == null ? null : pod.getStatus().getPhase();
        return phase == null ? "" : phase;
    }

    public static boolean isTerminal(Pod pod) {
        String phase = phase(pod);
        return phase.equals("Succeeded") || phase.equals("Failed");
    }

    public static boolean isBeingDeleted(Pod pod) {
        return pod.getMetadata().getDeletionTimestamp() != null;
    }

    /** Being deleted, and not at its end yet. */
    public static boolean isTerminating(Pod pod) {
        return isBeingDeleted(pod) && !isTerminal(pod);
    }

    /** Neither at its end nor being deleted. */
    public static boolean isActive(Pod pod) {
        return !isTerminal(pod) && !isBeingDeleted(pod);
    }

    public static @Nullable PodCondition condition(Pod pod, String type) {
        return pod.getStatus() == null
                ? null
                : pod.getStatus().getConditions().stream()
                        .filter(condition -> type.equals(condition.getType()))
                        .findFirst()
                        .orElse(null);
    }

    public static boolean isReady(Pod pod) {
        PodCondition ready = condition(pod, "Ready");
        return ready != null && "True".equals(ready.getStatus());
    }

    /** Ready, and so for a time. */
    public static boolean isAvailable(Pod pod, int minReadySeconds, Instant now) {
        if (!isReady(pod)) {
            return false;
        }
        Instant since = readySince(pod);
        return minReadySeconds == 0
                || (since != null && !since.plusSeconds(minReadySeconds).isAfter(now));
    }

    /** How long until the pod is available; null when it is now, or is not ready. */
    public static @Nullable Duration untilAvailable(Pod pod, int minReadySeconds, Instant now) {
        Instant since = isReady(pod) ? readySince(pod) : null;
        if (since == null || isAvailable(pod, minReadySeconds, now)) {
            return null;
        }
        return Duration.between(now, since.plusSeconds(minReadySeconds));
    }

    public static @Nullable Instant readySince(Pod pod) {
        PodCondition ready = condition(pod, "Ready");
        return ready == null ? null : time(ready.getLastTransitionTime());
    }

    public static @Nullable Instant time(@Nullable String text) {
        return text == null || text.isEmpty() ? null : Instant.parse(text);
    }

    public static boolean isAssigned(Pod pod) {
        String node = pod.getSpec().getNodeName();
        return node != null && !node.isEmpty();
    }

    /** The restarts of the container that restarted most. */
    public static int restarts(Pod pod) {
        return pod.getStatus() == null
                ? 0
                : pod.getStatus().getContainerStatuses().stream()
                        .map(ContainerStatus::getRestartCount)
                        .mapToInt(count -> count == null ? 0 : count)
                        .max()
                        .orElse(0);
    }
}
