package io.jubernetes.controllers.deployment;

import io.fabric8.kubernetes.api.model.apps.DeploymentCondition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A Deployment's conditions while they are changed. */
final class Conditions {

    static final String AVAILABLE = "Available";
    static final String PROGRESSING = "Progressing";
    static final String REPLICA_FAILURE = "ReplicaFailure";

    static final String AVAILABLE_SET = "NewReplicaSetAvailable";
    static final String DEADLINE_EXCEEDED = "ProgressDeadlineExceeded";
    static final String PAUSED = "DeploymentPaused";

    private final List<DeploymentCondition> conditions;
    private final String now;

    Conditions(List<DeploymentCondition> present, Instant now) {
        this.conditions = new ArrayList<>(present);
        this.now = now.toString();
    }

    static @Nullable DeploymentCondition find(List<DeploymentCondition> conditions, String type) {
        return conditions.stream()
                .filter(condition -> type.equals(condition.getType()))
                .findFirst()
                .orElse(null);
    }

    @Nullable
    DeploymentCondition find(String type) {
        return find(conditions, type);
    }

    void remove(String type) {
        conditions.removeIf(condition -> type.equals(condition.getType()));
    }

    /** Sets it unless status and reason are as they were; the transition's time changes with the status only. */
    void set(String type, String status, String reason, String message) {
        DeploymentCondition known = find(type);
        if (known != null && status.equals(known.getStatus()) && reason.equals(known.getReason())) {
            return;
        }
        replace(type, status, reason, message);
    }

    /** Sets it, and the time of its update, in any case. */
    void replace(String type, String status, String reason, String message) {
        DeploymentCondition known = find(type);
        String transition = known != null && status.equals(known.getStatus()) ? known.getLastTransitionTime() : now;
        remove(type);
        conditions.add(new DeploymentCondition(transition, now, message, reason, status, type));
    }

    List<DeploymentCondition> list() {
        return List.copyOf(conditions);
    }
}
