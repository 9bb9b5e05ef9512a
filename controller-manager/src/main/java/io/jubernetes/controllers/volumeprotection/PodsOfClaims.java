package io.jubernetes.controllers.volumeprotection;

import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;

/** The index of pods by the claims that they name. */
public final class PodsOfClaims {

    public static final String INDEX = "claim";

    private PodsOfClaims() {}

    public static String key(PersistentVolumeClaim claim) {
        return claim.getMetadata().getNamespace() + "/" + claim.getMetadata().getName();
    }

    public static List<String> keys(Pod pod) {
        return ClaimUse.named(pod).stream()
                .map(name -> pod.getMetadata().getNamespace() + "/" + name)
                .toList();
    }
}
