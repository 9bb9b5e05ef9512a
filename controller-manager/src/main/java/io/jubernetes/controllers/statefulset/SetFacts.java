package io.jubernetes.controllers.statefulset;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.RollingUpdateStatefulSetStrategy;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetStatus;
import io.fabric8.kubernetes.api.model.apps.StatefulSetUpdateStrategy;
import io.jubernetes.controllers.ownership.LabelMatch;
import io.jubernetes.controllers.pods.Portion;
import org.jspecify.annotations.Nullable;

/** What is asked of a StatefulSet and of its pods, in plain values. */
final class SetFacts {

    static final String POD_NAME = "statefulset.kubernetes.io/pod-name";
    static final String POD_INDEX = "apps.kubernetes.io/pod-index";
    static final String REVISION = "controller-revision-hash";

    private SetFacts() {}

    static StatefulSetStatus status(StatefulSet set) {
        return set.getStatus() == null ? new StatefulSetStatus() : set.getStatus();
    }

    static int number(@Nullable Integer value) {
        return value == null ? 0 : value;
    }

    static int replicas(StatefulSet set) {
        Integer replicas = set.getSpec().getReplicas();
        return replicas == null ? 1 : replicas;
    }

    static int start(StatefulSet set) {
        return set.getSpec().getOrdinals() == null
                ? 0
                : number(set.getSpec().getOrdinals().getStart());
    }

    /** The first ordinal behind the last. */
    static int end(StatefulSet set) {
        return start(set) + replicas(set);
    }

    static int minReadySeconds(StatefulSet set) {
        return number(set.getSpec().getMinReadySeconds());
    }

    static boolean isParallel(StatefulSet set) {
        return "Parallel".equals(set.getSpec().getPodManagementPolicy());
    }

    static boolean isOnDelete(StatefulSet set) {
        StatefulSetUpdateStrategy strategy = set.getSpec().getUpdateStrategy();
        return strategy != null && "OnDelete".equals(strategy.getType());
    }

    static @Nullable RollingUpdateStatefulSetStrategy rolling(StatefulSet set) {
        StatefulSetUpdateStrategy strategy = set.getSpec().getUpdateStrategy();
        return strategy == null ? null : strategy.getRollingUpdate();
    }

    static int partition(StatefulSet set) {
        RollingUpdateStatefulSetStrategy rolling = rolling(set);
        return rolling == null ? 0 : number(rolling.getPartition());
    }

    static int maxUnavailable(StatefulSet set) {
        RollingUpdateStatefulSetStrategy rolling = rolling(set);
        return rolling == null || rolling.getMaxUnavailable() == null
                ? 1
                : Math.max(1, Portion.roundedDown(rolling.getMaxUnavailable(), replicas(set)));
    }

    /** The number at the end of the pod's name; -1 when the name is not one of the set's. */
    static int ordinal(StatefulSet set, Pod pod) {
        String name = pod.getMetadata().getName();
        String prefix = set.getMetadata().getName() + "-";
        String number = name.startsWith(prefix) ? name.substring(prefix.length()) : "";
        return number.matches("0|[1-9][0-9]{0,8}") ? Integer.parseInt(number) : -1;
    }

    static String revision(Pod pod) {
        return LabelMatch.labels(pod).getOrDefault(REVISION, "");
    }
}
