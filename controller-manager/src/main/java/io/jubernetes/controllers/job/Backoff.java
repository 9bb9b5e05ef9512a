package io.jubernetes.controllers.job;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.jubernetes.controllers.pods.PodFacts;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How long failures put off the next pod: 10 s, doubled with each failure since the last success, at most 10 min.
 *
 * @param failures since the last success
 * @param last when the last of them was
 */
record Backoff(int failures, @Nullable Instant last) {

    static final Backoff NONE = new Backoff(0, null);

    private static final Duration FIRST = Duration.ofSeconds(10);
    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final int MOST_DOUBLINGS = 6;

    /** With pods that ended since. */
    Backoff after(List<Pod> succeeded, List<Pod> failed) {
        Instant success = latest(succeeded);
        List<Instant> since = failed.stream()
                .map(Backoff::finished)
                .filter(end -> success == null || end.isAfter(success))
                .toList();
        int before = success == null ? failures : 0;
        Instant newest = since.stream().max(Comparator.naturalOrder()).orElse(success == null ? last : null);
        return new Backoff(before + since.size(), newest);
    }

    /** Zero or less: nothing is put off. */
    Duration remaining(Instant now) {
        if (failures == 0 || last == null) {
            return Duration.ZERO;
        }
        Duration pause = FIRST.multipliedBy(1L << Math.min(failures - 1, MOST_DOUBLINGS));
        return Duration.between(now, last.plus(pause.compareTo(LONGEST) < 0 ? pause : LONGEST));
    }

    /** The back-off of an index whose last pod failed. */
    static Backoff ofIndex(Pod lastFailed) {
        int failures = JobFacts.failuresBefore(lastFailed) + JobFacts.ignoredFailuresBefore(lastFailed) + 1;
        return new Backoff(failures, finished(lastFailed));
    }

    private static @Nullable Instant latest(List<Pod> pods) {
        return pods.stream()
                .map(Backoff::finished)
                .max(Comparator.naturalOrder())
                .orElse(null);
    }

    /** When the pod's last container ended, or the nearest that is known to that. */
    static Instant finished(Pod pod) {
        Instant containers = containersFinished(pod);
        if (containers != null) {
            return containers;
        }
        PodCondition ready = PodFacts.condition(pod, "Ready");
        Instant unready =
                ready == null || "True".equals(ready.getStatus()) ? null : PodFacts.time(ready.getLastTransitionTime());
        Instant deleted = PodFacts.time(pod.getMetadata().getDeletionTimestamp());
        Instant created = PodFacts.time(pod.getMetadata().getCreationTimestamp());
        Instant known = unready != null ? unready : deleted != null ? deleted : created;
        return known == null ? Instant.EPOCH : known;
    }

    private static @Nullable Instant containersFinished(Pod pod) {
        List<ContainerStatus> containers =
                pod.getStatus() == null ? List.of() : pod.getStatus().getContainerStatuses();
        List<Instant> ends =
                containers.stream().map(Backoff::end).filter(Objects::nonNull).toList();
        return ends.size() < containers.size()
                ? null
                : ends.stream().max(Comparator.naturalOrder()).orElse(null);
    }

    private static @Nullable Instant end(ContainerStatus container) {
        return container.getState() == null || container.getState().getTerminated() == null
                ? null
                : PodFacts.time(container.getState().getTerminated().getFinishedAt());
    }
}
