package io.jubernetes.controllers.deployment;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentCondition;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatusBuilder;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetCondition;
import java.time.Instant;
import java.util.List;

/** The status of a Deployment, computed from its sets: counts, whether enough is available, and how the rollout goes. */
final class StatusOf {

    private final Deployment deployment;
    private final Sets sets;
    private final Instant now;
    private final Progress progress;

    StatusOf(Deployment deployment, Sets sets, Instant now) {
        this.deployment = deployment;
        this.sets = sets;
        this.now = now;
        this.progress = new Progress(deployment, now);
    }

    /** With the rollout's progress. */
    DeploymentStatus rolledOut() {
        DeploymentStatus counted = counted();
        Conditions conditions = new Conditions(counted.getConditions(), now);
        noteProgress(counted, conditions);
        noteFailure(conditions);
        return with(counted, conditions);
    }

    /** With a set for the present template that was made, or found, just now: the time for progress begins. */
    DeploymentStatus beginning(String reason, String message) {
        DeploymentStatus rolledOut = rolledOut();
        if (!progress.hasDeadline()) {
            return rolledOut;
        }
        Conditions conditions = new Conditions(rolledOut.getConditions(), now);
        conditions.set(Conditions.PROGRESSING, "True", reason, message);
        return with(rolledOut, conditions);
    }

    /** Counts and availability only. */
    DeploymentStatus counted() {
        List<ReplicaSet> all = sets.all();
        List<ReplicaSet> newest = sets.newest() == null ? List.of() : List.of(sets.newest());
        int available = Sets.sum(all, Sets::available);
        DeploymentStatus before = before();
        return new DeploymentStatusBuilder()
                .withObservedGeneration(deployment.getMetadata().getGeneration())
                .withReplicas(Sets.sum(all, Sets::present))
                .withUpdatedReplicas(Sets.sum(newest, Sets::present))
                .withReadyReplicas(Sets.sum(all, Sets::ready))
                .withAvailableReplicas(available)
                .withUnavailableReplicas(Math.max(0, Sets.sum(all, Sets::wanted) - available))
                .withTerminatingReplicas(Sets.sum(all, Sets::terminating))
                .withCollisionCount(before.getCollisionCount())
                .withConditions(withAvailability(before.getConditions(), available))
                .build();
    }

    DeploymentStatus with(DeploymentStatus status, Conditions conditions) {
        return new DeploymentStatusBuilder(status)
                .withConditions(conditions.list())
                .build();
    }

    private List<DeploymentCondition> withAvailability(List<DeploymentCondition> present, int available) {
        Conditions conditions = new Conditions(present, now);
        if (available >= Strategy.of(deployment).minAvailable()) {
            conditions.set(
                    Conditions.AVAILABLE, "True", "MinimumReplicasAvailable", "Deployment has minimum availability.");
        } else {
            conditions.set(
                    Conditions.AVAILABLE,
                    "False",
                    "MinimumReplicasUnavailable",
                    "Deployment does not have minimum availability.");
        }
        return conditions.list();
    }

    private void noteProgress(DeploymentStatus counted, Conditions conditions) {
        if (!progress.hasDeadline()) {
            conditions.remove(Conditions.PROGRESSING);
            return;
        }
        DeploymentCondition known = conditions.find(Conditions.PROGRESSING);
        boolean doneBefore = Sets.number(counted.getReplicas()) == Sets.number(counted.getUpdatedReplicas())
                && known != null
                && Conditions.AVAILABLE_SET.equals(known.getReason());
        if (doneBefore) {
            return;
        }
        if (progress.isComplete(counted)) {
            conditions.set(
                    Conditions.PROGRESSING,
                    "True",
                    Conditions.AVAILABLE_SET,
                    subject() + " has successfully progressed.");
        } else if (progress.isMoving(counted)) {
            conditions.replace(Conditions.PROGRESSING, "True", "ReplicaSetUpdated", subject() + " is progressing.");
        } else if (progress.isOverdue()) {
            conditions.set(
                    Conditions.PROGRESSING,
                    "False",
                    Conditions.DEADLINE_EXCEEDED,
                    subject() + " has timed out progressing.");
        }
    }

    private String subject() {
        ReplicaSet newest = sets.newest();
        return newest == null
                ? "Deployment \"" + deployment.getMetadata().getName() + "\""
                : "ReplicaSet \"" + newest.getMetadata().getName() + "\"";
    }

    private void noteFailure(Conditions conditions) {
        ReplicaSetCondition failure = sets.all().reversed().stream()
                .filter(set -> set.getStatus() != null)
                .flatMap(set -> set.getStatus().getConditions().stream())
                .filter(condition -> Conditions.REPLICA_FAILURE.equals(condition.getType()))
                .findFirst()
                .orElse(null);
        if (failure == null) {
            conditions.remove(Conditions.REPLICA_FAILURE);
        } else {
            conditions.set(Conditions.REPLICA_FAILURE, failure.getStatus(), failure.getReason(), failure.getMessage());
        }
    }

    private DeploymentStatus before() {
        return deployment.getStatus() == null ? new DeploymentStatus() : deployment.getStatus();
    }
}
