package io.jubernetes.apimachinery.protobuf;

import com.fasterxml.jackson.databind.JsonNode;
import io.jubernetes.apimachinery.schema.Field;
import java.util.Set;

/**
 * Go writes plain fields even when nobody set them, so a zero mostly means nothing. Only for fields that Go holds by pointer
 * is a zero somebody's word; the wire does not tell them apart, so they are named here.
 */
final class Zeros {

    private static final Set<String> MEANT =
            Set.of(("activeDeadlineSeconds allocateLoadBalancerNodePorts allowPrivilegeEscalation allowVolumeExpansion"
                            + " attachRequired automountServiceAccountToken averageUtilization backoffLimit"
                            + " backoffLimitPerIndex blockOwnerDeletion completions controller defaultMode"
                            + " deletionGracePeriodSeconds enableServiceLinks expirationSeconds failedJobsHistoryLimit fsGroup"
                            + " gracePeriodSeconds hostUsers immutable leaseTransitions manualSelector maxFailedIndexes"
                            + " minReplicas mode optional orphanDependents parallelism partition podInfoOnMount priority"
                            + " privileged progressDeadlineSeconds publishNotReadyAddresses readOnlyRootFilesystem ready"
                            + " replicas requiresRepublish revisionHistoryLimit runAsGroup runAsNonRoot runAsUser serving"
                            + " setHostnameAsFQDN shareProcessNamespace stabilizationWindowSeconds started"
                            + " startingDeadlineSeconds storageClassName successfulJobsHistoryLimit suspend terminating"
                            + " terminationGracePeriodSeconds tolerationSeconds ttlSecondsAfterFinished")
                    .split(" "));

    private Zeros() {}

    static boolean meansAbsent(Field field, JsonNode value) {
        if (value.isNull()) {
            return true;
        }
        boolean zero = value.isTextual() && value.asText().isEmpty()
                || value.isNumber() && value.asDouble() == 0
                || value.isBoolean() && !value.asBoolean();
        return zero && !field.required() && !MEANT.contains(field.name());
    }
}
