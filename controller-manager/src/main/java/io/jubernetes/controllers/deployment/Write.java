package io.jubernetes.controllers.deployment;

import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import java.util.Map;

/** One change that a Deployment needs. */
sealed interface Write {

    /** The ReplicaSet for the present template. */
    record CreateSet(ReplicaSet set) implements Write {}

    /** @param annotations those that the set has afterwards */
    record Scale(ReplicaSet set, int replicas, Map<String, String> annotations) implements Write {}

    /** New annotations, or another time that pods must be ready to count, for the newest set. */
    record Annotate(ReplicaSet set, Map<String, String> annotations, int minReadySeconds) implements Write {}

    record DeleteSet(ReplicaSet set) implements Write {}

    /** The Deployment's own revision. */
    record SetRevision(String revision) implements Write {}

    record SetStatus(DeploymentStatus status) implements Write {}
}
