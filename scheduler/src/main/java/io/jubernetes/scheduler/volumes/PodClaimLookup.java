package io.jubernetes.scheduler.volumes;

import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Volume;
import io.jubernetes.scheduler.framework.PodToPlace;
import io.jubernetes.scheduler.framework.StorageObjects;
import io.jubernetes.scheduler.snapshot.PodClaims;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The claims of a pod. */
record PodClaimLookup(StorageObjects storage, PodToPlace pod) {

    /** Those that there are. */
    List<PersistentVolumeClaim> claims() {
        return pod.demand().claims().stream()
                .map(storage::claim)
                .filter(Objects::nonNull)
                .toList();
    }

    /** Why the pod cannot go anywhere as yet; null when its claims have nothing against it. */
    @Nullable
    String problem() {
        for (Volume volume : pod.spec().getVolumes()) {
            String name = PodClaims.name(pod.pod(), volume);
            String problem = name.isEmpty() ? null : problem(volume, name);
            if (problem != null) {
                return problem;
            }
        }
        return null;
    }

    private @Nullable String problem(Volume volume, String name) {
        boolean ephemeral = volume.getEphemeral() != null;
        PersistentVolumeClaim claim = storage.claim(pod.demand().namespace() + "/" + name);
        if (claim == null) {
            return ephemeral
                    ? "waiting for ephemeral volume controller to create the persistentvolumeclaim \"" + name + "\""
                    : "persistentvolumeclaim \"" + name + "\" not found";
        }
        if (claim.getStatus() != null && "Lost".equals(claim.getStatus().getPhase())) {
            return "persistentvolumeclaim \"" + name + "\" bound to non-existent persistentvolume \""
                    + Claims.volumeOf(claim) + "\"";
        }
        if (claim.getMetadata().getDeletionTimestamp() != null) {
            return "persistentvolumeclaim \"" + name + "\" is being deleted";
        }
        return ephemeral && !isOwn(claim, pod.pod())
                ? "PVC " + claim.getMetadata().getNamespace() + "/" + name + " was not created for pod "
                        + pod.demand().fullName() + " (pod is not owner)"
                : null;
    }

    private static boolean isOwn(PersistentVolumeClaim claim, Pod pod) {
        return claim.getMetadata().getOwnerReferences().stream()
                .filter(reference -> Boolean.TRUE.equals(reference.getController()))
                .map(OwnerReference::getUid)
                .anyMatch(pod.getMetadata().getUid()::equals);
    }
}
