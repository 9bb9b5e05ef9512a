package io.jubernetes.scheduler.devices;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodResourceClaim;
import io.fabric8.kubernetes.api.model.PodResourceClaimStatus;
import io.fabric8.kubernetes.api.model.resource.v1.ResourceClaim;
import io.jubernetes.scheduler.framework.DeviceObjects;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The claims for devices of a pod.
 *
 * @param problem why the pod cannot go anywhere as yet; null when there is nothing against it
 */
public record PodDeviceClaims(
        List<ResourceClaim> claims, @Nullable String problem) {

    /** Whether the pod has any. */
    public static boolean any(Pod pod) {
        return pod.getSpec().getResourceClaims() != null
                && !pod.getSpec().getResourceClaims().isEmpty();
    }

    static PodDeviceClaims of(Pod pod, DeviceObjects objects) {
        List<ResourceClaim> claims = new ArrayList<>();
        for (PodResourceClaim wanted : pod.getSpec().getResourceClaims()) {
            String name = name(pod, wanted);
            if (name == null) {
                return failed("pod \"" + fullName(pod) + "\": ResourceClaim not created yet");
            }
            if (name.isEmpty()) {
                continue; // its template needs none
            }
            ResourceClaim claim = objects.claim(pod.getMetadata().getNamespace() + "/" + name);
            String problem = claim == null ? "resourceclaim \"" + name + "\" not found" : problem(pod, wanted, claim);
            if (claim == null || problem != null) {
                return failed(String.valueOf(problem));
            }
            claims.add(claim);
        }
        return new PodDeviceClaims(claims, null);
    }

    private static @Nullable String problem(Pod pod, PodResourceClaim wanted, ResourceClaim claim) {
        if (claim.getMetadata().getDeletionTimestamp() != null) {
            return "resourceclaim \"" + claim.getMetadata().getName() + "\" is being deleted";
        }
        boolean own = claim.getMetadata().getOwnerReferences().stream()
                .anyMatch(owner -> pod.getMetadata().getUid().equals(owner.getUid()));
        return wanted.getResourceClaimTemplateName() != null && !own
                ? "ResourceClaim " + claim.getMetadata().getNamespace() + "/"
                        + claim.getMetadata().getName() + " was not created for pod " + fullName(pod)
                        + " (pod is not owner)"
                : null;
    }

    /** Null when the claim was not made yet, empty when none is needed. */
    private static @Nullable String name(Pod pod, PodResourceClaim wanted) {
        if (wanted.getResourceClaimName() != null) {
            return wanted.getResourceClaimName();
        }
        List<PodResourceClaimStatus> made =
                pod.getStatus() == null ? List.of() : pod.getStatus().getResourceClaimStatuses();
        return made.stream()
                .filter(status -> wanted.getName().equals(status.getName()))
                .map(status -> status.getResourceClaimName() == null ? "" : status.getResourceClaimName())
                .findFirst()
                .orElse(null);
    }

    private static PodDeviceClaims failed(String problem) {
        return new PodDeviceClaims(List.of(), problem);
    }

    private static String fullName(Pod pod) {
        return pod.getMetadata().getNamespace() + "/" + pod.getMetadata().getName();
    }
}
