package io.jubernetes.controllers.deployment;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentCondition;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import io.jubernetes.controllers.pods.PodFacts;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Whether a rollout moves, is done, or has taken too long. */
final class Progress {

    private final Deployment deployment;
    private final Instant now;

    Progress(Deployment deployment, Instant now) {
        this.deployment = deployment;
        this.now = now;
    }

    boolean hasDeadline() {
        Integer deadline = deployment.getSpec().getProgressDeadlineSeconds();
        return deadline != null && deadline != Integer.MAX_VALUE;
    }

    boolean isComplete(DeploymentStatus status) {
        int wanted = Strategy.of(deployment).replicas();
        Long observed = status.getObservedGeneration();
        Long generation = deployment.getMetadata().getGeneration();
        return Sets.number(status.getUpdatedReplicas()) == wanted
                && Sets.number(status.getReplicas()) == wanted
                && Sets.number(status.getAvailableReplicas()) == wanted
                && (generation == null || (observed != null && observed >= generation));
    }

    /** Compared with the status that the Deployment has. */
    boolean isMoving(DeploymentStatus next) {
        DeploymentStatus last = status();
        return Sets.number(next.getUpdatedReplicas()) > Sets.number(last.getUpdatedReplicas())
                || outdated(next) < outdated(last)
                || Sets.number(next.getReadyReplicas()) > Sets.number(last.getReadyReplicas())
                || Sets.number(next.getAvailableReplicas()) > Sets.number(last.getAvailableReplicas());
    }

    private static int outdated(DeploymentStatus status) {
        return Sets.number(status.getReplicas()) - Sets.number(status.getUpdatedReplicas());
    }

    boolean isOverdue() {
        DeploymentCondition progressing = Conditions.find(status().getConditions(), Conditions.PROGRESSING);
        if (!hasDeadline() || progressing == null || Conditions.AVAILABLE_SET.equals(progressing.getReason())) {
            return false;
        }
        if (Conditions.DEADLINE_EXCEEDED.equals(progressing.getReason())) {
            return true;
        }
        Instant due = due(progressing);
        return due != null && due.isBefore(now);
    }

    /** When to look again if nothing moves until then; null when nothing is awaited. */
    @Nullable
    Duration untilDeadline(DeploymentStatus status) {
        DeploymentCondition progressing = Conditions.find(status.getConditions(), Conditions.PROGRESSING);
        if (!hasDeadline()
                || progressing == null
                || isComplete(status)
                || Conditions.DEADLINE_EXCEEDED.equals(progressing.getReason())) {
            return null;
        }
        Instant due = due(progressing);
        return due == null ? null : Duration.between(now, due).plusSeconds(1);
    }

    private @Nullable Instant due(DeploymentCondition progressing) {
        Instant since = PodFacts.time(progressing.getLastUpdateTime());
        return since == null ? null : since.plusSeconds(deployment.getSpec().getProgressDeadlineSeconds());
    }

    private DeploymentStatus status() {
        return deployment.getStatus() == null ? new DeploymentStatus() : deployment.getStatus();
    }
}
