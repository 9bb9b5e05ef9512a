package io.jubernetes.kubelet.volume;

import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Volume;
import io.jubernetes.kubelet.ClusterObjects;
import io.jubernetes.kubelet.pod.Pods;
import java.util.List;
import java.util.Optional;

/** Finds the PersistentVolume behind a pod's volume, by its claim. */
final class Claims {

    private final ClusterObjects objects;

    Claims(ClusterObjects objects) {
        this.objects = objects;
    }

    /** The name of the claim that a volume stands for; empty when it is none. */
    static Optional<String> name(Pod pod, Volume volume) {
        if (volume.getPersistentVolumeClaim() != null) {
            return Optional.of(volume.getPersistentVolumeClaim().getClaimName());
        }
        return volume.getEphemeral() == null
                ? Optional.empty()
                : Optional.of(pod.getMetadata().getName() + "-" + volume.getName());
    }

    PersistentVolume volume(Pod pod, Volume volume, String claimName) throws VolumeError, InterruptedException {
        String namespace = pod.getMetadata().getNamespace();
        PersistentVolumeClaim claim = objects.claim(namespace, claimName)
                .orElseThrow(() -> new VolumeError("error getting PVC \"" + namespace + "/" + claimName
                        + "\": could not find PVC \"" + namespace + "/" + claimName + "\""));
        if (volume.getEphemeral() != null && !isOwned(claim, pod)) {
            throw new VolumeError("PVC " + namespace + "/" + claimName + " was not created for pod " + namespace + "/"
                    + pod.getMetadata().getName() + " (pod is not owner)");
        }
        String name = claim.getSpec().getVolumeName();
        boolean bound =
                claim.getStatus() != null && "Bound".equals(claim.getStatus().getPhase());
        if (name == null || name.isEmpty() || !bound) {
            throw new VolumeError("PVC " + namespace + "/" + claimName + " is not bound");
        }
        return objects.persistentVolume(name)
                .orElseThrow(() -> new VolumeError(
                        "error getting PV \"" + name + "\": persistentvolume \"" + name + "\" not found"));
    }

    private static boolean isOwned(PersistentVolumeClaim claim, Pod pod) {
        List<OwnerReference> owners = claim.getMetadata().getOwnerReferences();
        return owners != null
                && owners.stream()
                        .anyMatch(o -> Boolean.TRUE.equals(o.getController())
                                && Pods.uid(pod).equals(o.getUid()));
    }
}
