package io.jubernetes.controllers.resourceclaim;

import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodResourceClaim;
import io.fabric8.kubernetes.api.model.PodResourceClaimStatus;
import io.fabric8.kubernetes.api.model.resource.v1.ResourceClaim;
import io.fabric8.kubernetes.api.model.resource.v1.ResourceClaimBuilder;
import io.fabric8.kubernetes.api.model.resource.v1.ResourceClaimTemplate;
import io.jubernetes.controllers.ownership.Owners;
import java.util.List;
import java.util.Map;

/** Which claims pods need made, and what they are like. */
final class ClaimTemplates {

    static final String POD_CLAIM_NAME = "resource.kubernetes.io/pod-claim-name";

    private ClaimTemplates() {}

    static boolean any(Pod pod) {
        return pod.getSpec().getResourceClaims() != null
                && !pod.getSpec().getResourceClaims().isEmpty();
    }

    /** A pod that has come to its end, or goes without having begun, needs no devices any more. */
    static boolean isDone(Pod pod) {
        String phase = pod.getStatus() == null ? null : pod.getStatus().getPhase();
        String node = pod.getSpec().getNodeName();
        boolean ended = "Succeeded".equals(phase) || "Failed".equals(phase);
        boolean neverRan = pod.getMetadata().getDeletionTimestamp() != null && (node == null || node.isEmpty());
        return ended || neverRan;
    }

    /** The claims of a pod that are to be made. */
    static List<PodResourceClaim> missing(Pod pod) {
        List<PodResourceClaimStatus> made =
                pod.getStatus() == null ? List.of() : pod.getStatus().getResourceClaimStatuses();
        return isDone(pod) || pod.getMetadata().getDeletionTimestamp() != null
                ? List.of()
                : pod.getSpec().getResourceClaims().stream()
                        .filter(claim -> claim.getResourceClaimTemplateName() != null)
                        .filter(claim -> made.stream()
                                .noneMatch(status -> claim.getName().equals(status.getName())))
                        .toList();
    }

    static ResourceClaim of(Pod pod, PodResourceClaim wanted, ResourceClaimTemplate template) {
        var metadata = template.getSpec().getMetadata();
        OwnerReference owner = Owners.controlledBy(pod);
        return new ResourceClaimBuilder()
                .withNewMetadata()
                .withNamespace(pod.getMetadata().getNamespace())
                .withGenerateName(pod.getMetadata().getName() + "-" + wanted.getName() + "-")
                .withLabels(metadata == null || metadata.getLabels() == null ? Map.of() : metadata.getLabels())
                .withAnnotations(
                        metadata == null || metadata.getAnnotations() == null ? Map.of() : metadata.getAnnotations())
                .addToAnnotations(POD_CLAIM_NAME, wanted.getName())
                .withOwnerReferences(owner)
                .endMetadata()
                .withSpec(template.getSpec().getSpec())
                .build();
    }
}
