package io.jubernetes.controllers.replicaset;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import io.fabric8.kubernetes.api.model.ReplicationController;
import io.fabric8.kubernetes.api.model.ReplicationControllerBuilder;
import io.fabric8.kubernetes.api.model.ReplicationControllerCondition;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetBuilder;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetCondition;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetStatus;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A kind of objects that want a number of pods that are alike. All kinds are decided on as ReplicaSets.
 *
 * @param asSet an object as a ReplicaSet of the same name; only its API version and kind stay its own
 * @param status an object's
 * @param withStatus an object with the status of the ReplicaSet it was decided on as
 */
record SetKind<O extends HasMetadata>(
        Class<O> type,
        Function<O, ReplicaSet> asSet,
        Function<O, @Nullable Object> status,
        BiFunction<O, ReplicaSetStatus, O> withStatus) {

    static final SetKind<ReplicaSet> REPLICA_SET = new SetKind<>(
            ReplicaSet.class,
            set -> set,
            ReplicaSet::getStatus,
            (set, status) -> new ReplicaSetBuilder(set).withStatus(status).build());

    static final SetKind<ReplicationController> REPLICATION_CONTROLLER = new SetKind<>(
            ReplicationController.class, SetKind::asSet, ReplicationController::getStatus, SetKind::withStatus);

    private static ReplicaSet asSet(ReplicationController controller) {
        ReplicaSetBuilder set = new ReplicaSetBuilder()
                .withApiVersion(controller.getApiVersion())
                .withKind(controller.getKind())
                .withMetadata(controller.getMetadata())
                .withNewSpec()
                .withReplicas(controller.getSpec().getReplicas())
                .withMinReadySeconds(controller.getSpec().getMinReadySeconds())
                .withSelector(new LabelSelectorBuilder()
                        .withMatchLabels(controller.getSpec().getSelector())
                        .build())
                .withTemplate(controller.getSpec().getTemplate())
                .endSpec();
        for (ReplicationControllerCondition known : conditions(controller)) {
            set = set.editOrNewStatus()
                    .addToConditions(new ReplicaSetCondition(
                            known.getLastTransitionTime(),
                            known.getMessage(),
                            known.getReason(),
                            known.getStatus(),
                            known.getType()))
                    .endStatus();
        }
        return set.build();
    }

    private static List<ReplicationControllerCondition> conditions(ReplicationController controller) {
        return controller.getStatus() == null
                ? List.of()
                : controller.getStatus().getConditions();
    }

    private static ReplicationController withStatus(ReplicationController controller, ReplicaSetStatus status) {
        List<ReplicationControllerCondition> conditions = status.getConditions().stream()
                .map(known -> new ReplicationControllerCondition(
                        known.getLastTransitionTime(),
                        known.getMessage(),
                        known.getReason(),
                        known.getStatus(),
                        known.getType()))
                .toList();
        return new ReplicationControllerBuilder(controller)
                .withNewStatus()
                .withReplicas(status.getReplicas())
                .withFullyLabeledReplicas(status.getFullyLabeledReplicas())
                .withReadyReplicas(status.getReadyReplicas())
                .withAvailableReplicas(status.getAvailableReplicas())
                .withObservedGeneration(status.getObservedGeneration())
                .withConditions(conditions)
                .endStatus()
                .build();
    }
}
