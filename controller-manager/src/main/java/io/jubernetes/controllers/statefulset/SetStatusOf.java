package io.jubernetes.controllers.statefulset;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetStatus;
import io.fabric8.kubernetes.api.model.apps.StatefulSetStatusBuilder;
import io.jubernetes.controllers.pods.PodFacts;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;

/** The status of a StatefulSet, computed from its pods. */
final class SetStatusOf {

    private SetStatusOf() {}

    static StatefulSetStatus compute(
            StatefulSet set, List<Pod> pods, SetDecision.Revisions revisions, int collisions, Instant now) {
        int wanted = SetFacts.replicas(set);
        int ready = count(pods, SetDecision::isReady);
        int current = count(pods, pod -> isLiving(pod) && SetFacts.revision(pod).equals(revisions.current()));
        int updated = count(pods, pod -> isLiving(pod) && SetFacts.revision(pod).equals(revisions.update()));
        boolean isRolledOut =
                !SetFacts.isOnDelete(set) && updated == wanted && ready == wanted && pods.size() == wanted;
        return new StatefulSetStatusBuilder(SetFacts.status(set))
                .withObservedGeneration(set.getMetadata().getGeneration())
                .withReplicas(pods.size())
                .withReadyReplicas(ready)
                .withAvailableReplicas(count(
                        pods,
                        pod -> SetDecision.isReady(pod)
                                && PodFacts.isAvailable(pod, SetFacts.minReadySeconds(set), now)))
                .withCurrentReplicas(isRolledOut ? updated : current)
                .withUpdatedReplicas(updated)
                .withCurrentRevision(isRolledOut ? revisions.update() : revisions.current())
                .withUpdateRevision(revisions.update())
                .withCollisionCount(collisions)
                .build();
    }

    private static boolean isLiving(Pod pod) {
        return !PodFacts.isBeingDeleted(pod);
    }

    private static int count(List<Pod> pods, Predicate<Pod> which) {
        return (int) pods.stream().filter(which).count();
    }
}
