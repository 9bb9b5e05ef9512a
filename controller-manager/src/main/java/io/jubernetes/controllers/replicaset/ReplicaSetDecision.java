package io.jubernetes.controllers.replicaset;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.jubernetes.controllers.pods.DeletionOrder;
import io.jubernetes.controllers.pods.PodFacts;
import java.time.Instant;
import java.util.List;

/**
 * What a ReplicaSet needs: some more pods, or fewer.
 *
 * @param create how many pods to create
 * @param delete the pods to delete
 */
record ReplicaSetDecision(int create, List<Pod> delete) {

    /** How many pods are created or deleted in one go at most. */
    static final int BURST = 500;

    /**
     * @param owned the set's active pods
     * @param related the active pods of all sets that serve the same purpose, for spreading
     */
    static ReplicaSetDecision decide(ReplicaSet set, List<Pod> owned, List<Pod> related, Instant now) {
        int surplus = owned.size() - wanted(set);
        if (surplus < 0) {
            return new ReplicaSetDecision(Math.min(-surplus, BURST), List.of());
        }
        if (surplus == 0) {
            return new ReplicaSetDecision(0, List.of());
        }
        List<Pod> order = surplus < owned.size() ? new DeletionOrder(related, now).sorted(owned) : owned;
        return new ReplicaSetDecision(0, order.subList(0, Math.min(surplus, BURST)));
    }

    static int wanted(ReplicaSet set) {
        Integer replicas = set.getSpec().getReplicas();
        return replicas == null ? 1 : replicas;
    }

    static int minReadySeconds(ReplicaSet set) {
        Integer seconds = set.getSpec().getMinReadySeconds();
        return seconds == null ? 0 : seconds;
    }

    static List<Pod> active(List<Pod> pods) {
        return pods.stream().filter(PodFacts::isActive).toList();
    }
}
