package io.jubernetes.scheduler.snapshot;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Volume;
import java.util.ArrayList;
import java.util.List;

/** The claims that a pod's volumes name. */
public final class PodClaims {

    private PodClaims() {}

    static List<String> of(Pod pod) {
        List<Volume> volumes = pod.getSpec().getVolumes();
        if (volumes == null || volumes.isEmpty()) {
            return List.of();
        }
        List<String> claims = new ArrayList<>();
        for (Volume volume : volumes) {
            String name = name(pod, volume);
            if (!name.isEmpty()) {
                claims.add(pod.getMetadata().getNamespace() + "/" + name);
            }
        }
        return claims.isEmpty() ? List.of() : claims.stream().distinct().toList();
    }

    /** The claim of a volume; empty when it needs none. */
    public static String name(Pod pod, Volume volume) {
        if (volume.getEphemeral() != null) {
            return pod.getMetadata().getName() + "-" + volume.getName();
        }
        return volume.getPersistentVolumeClaim() == null
                ? ""
                : volume.getPersistentVolumeClaim().getClaimName();
    }
}
