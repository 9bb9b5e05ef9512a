package io.jubernetes.controllers.daemonset;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.DaemonSetStatus;
import io.fabric8.kubernetes.api.model.apps.DaemonSetUpdateStrategy;
import io.fabric8.kubernetes.api.model.apps.RollingUpdateDaemonSet;
import io.jubernetes.controllers.ownership.LabelMatch;
import io.jubernetes.controllers.pods.PodFacts;
import io.jubernetes.controllers.pods.Portion;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What is asked of a DaemonSet and of its pods, in plain values. */
final class DaemonFacts {

    /** The label of pods and revisions that holds the template's hash. */
    static final String HASH = "controller-revision-hash";

    private static final Comparator<Pod> OLDEST_FIRST = Comparator.<Pod, Boolean>comparing(
                    pod -> !PodFacts.isAssigned(pod))
            .thenComparing(pod -> String.valueOf(pod.getMetadata().getCreationTimestamp()))
            .thenComparing(pod -> pod.getMetadata().getName());

    private DaemonFacts() {}

    /**
     * How pods are replaced.
     *
     * @param surge how many nodes may have two pods meanwhile
     * @param unavailable how many may have none
     */
    record Bounds(int surge, int unavailable) {}

    static Bounds bounds(DaemonSet set, int desired) {
        DaemonSetUpdateStrategy strategy = set.getSpec().getUpdateStrategy();
        RollingUpdateDaemonSet rolling = strategy == null ? null : strategy.getRollingUpdate();
        int surge = rolling == null || rolling.getMaxSurge() == null
                ? 0
                : Portion.roundedUp(rolling.getMaxSurge(), desired);
        int unavailable = rolling == null || rolling.getMaxUnavailable() == null
                ? 1
                : Portion.roundedUp(rolling.getMaxUnavailable(), desired);
        return new Bounds(surge, surge == 0 && unavailable == 0 ? 1 : unavailable);
    }

    static boolean isOnDelete(DaemonSet set) {
        DaemonSetUpdateStrategy strategy = set.getSpec().getUpdateStrategy();
        return strategy != null && "OnDelete".equals(strategy.getType());
    }

    static DaemonSetStatus status(DaemonSet set) {
        return set.getStatus() == null ? new DaemonSetStatus() : set.getStatus();
    }

    static int number(@Nullable Integer value) {
        return value == null ? 0 : value;
    }

    static int minReadySeconds(DaemonSet set) {
        return number(set.getSpec().getMinReadySeconds());
    }

    static boolean isUpdated(Pod pod, String hash) {
        return hash.equals(LabelMatch.labels(pod).get(HASH));
    }

    /** The pods by the node that they are on or meant for, the oldest first. */
    static Map<String, List<Pod>> byNode(List<Pod> pods) {
        TreeMap<String, List<Pod>> byNode = new TreeMap<>();
        pods.stream().sorted(OLDEST_FIRST).forEach(pod -> {
            String node = NodeFit.target(pod);
            if (node != null) {
                byNode.computeIfAbsent(node, _ -> new ArrayList<>()).add(pod);
            }
        });
        return byNode;
    }
}
