package io.jubernetes.controllers.replicaset;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetCondition;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetStatus;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetStatusBuilder;
import io.jubernetes.controllers.ownership.LabelMatch;
import io.jubernetes.controllers.pods.PodFacts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The status of a ReplicaSet, computed from its pods. */
final class ReplicaSetStatusOf {

    private static final String REPLICA_FAILURE = "ReplicaFailure";

    private ReplicaSetStatusOf() {}

    /** @param failure what went wrong when pods were created or deleted just now */
    static ReplicaSetStatus compute(ReplicaSet set, List<Pod> owned, @Nullable Failure failure, Instant now) {
        List<Pod> active = ReplicaSetDecision.active(owned);
        int minReadySeconds = ReplicaSetDecision.minReadySeconds(set);
        Map<String, String> template = templateLabels(set);
        return new ReplicaSetStatusBuilder()
                .withReplicas(active.size())
                .withFullyLabeledReplicas(
                        count(active, pod -> LabelMatch.labels(pod).entrySet().containsAll(template.entrySet())))
                .withReadyReplicas(count(active, PodFacts::isReady))
                .withAvailableReplicas(count(active, pod -> PodFacts.isAvailable(pod, minReadySeconds, now)))
                .withTerminatingReplicas(count(owned, pod -> PodFacts.isBeingDeleted(pod) && !PodFacts.isTerminal(pod)))
                .withObservedGeneration(set.getMetadata().getGeneration())
                .withConditions(conditions(set, failure, now))
                .build();
    }

    /** @param reason FailedCreate or FailedDelete */
    record Failure(String reason, String message) {}

    private static Map<String, String> templateLabels(ReplicaSet set) {
        Map<String, String> labels = set.getSpec().getTemplate().getMetadata() == null
                ? null
                : set.getSpec().getTemplate().getMetadata().getLabels();
        return labels == null ? Map.of() : labels;
    }

    private static int count(List<Pod> pods, Predicate<Pod> which) {
        return (int) pods.stream().filter(which).count();
    }

    private static List<ReplicaSetCondition> conditions(ReplicaSet set, @Nullable Failure failure, Instant now) {
        List<ReplicaSetCondition> conditions = new ArrayList<>();
        ReplicaSetCondition known = null;
        for (ReplicaSetCondition condition : set.getStatus() == null
                ? List.<ReplicaSetCondition>of()
                : set.getStatus().getConditions()) {
            if (REPLICA_FAILURE.equals(condition.getType())) {
                known = condition;
            } else {
                conditions.add(condition);
            }
        }
        if (failure != null) {
            conditions.add(
                    known != null
                            ? known
                            : new ReplicaSetCondition(
                                    now.toString(), failure.message, failure.reason, "True", REPLICA_FAILURE));
        }
        return conditions;
    }
}
