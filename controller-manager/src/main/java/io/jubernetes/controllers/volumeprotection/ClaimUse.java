package io.jubernetes.controllers.volumeprotection;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Volume;
import java.util.List;

/** Which claims a pod needs. */
final class ClaimUse {

    private ClaimUse() {}

    /**
     * The claims that a pod has in use: no agent starts a pod whose claim is going, so only a pod that has a node counts, and it
     * counts until it is gone.
     */
    static List<String> of(Pod pod) {
        String node = pod.getSpec().getNodeName();
        return node == null || node.isEmpty() ? List.of() : named(pod);
    }

    /** The claims that a pod names. */
    static List<String> named(Pod pod) {
        return pod.getSpec().getVolumes().stream()
                .map(volume -> claim(pod, volume))
                .filter(claim -> !claim.isEmpty())
                .toList();
    }

    private static String claim(Pod pod, Volume volume) {
        if (volume.getEphemeral() != null) {
            return pod.getMetadata().getName() + "-" + volume.getName();
        }
        return volume.getPersistentVolumeClaim() == null
                ? ""
                : volume.getPersistentVolumeClaim().getClaimName();
    }
}
