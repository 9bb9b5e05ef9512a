package io.jubernetes.controllers.ephemeralvolume;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimTemplate;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Volume;
import io.jubernetes.controllers.ownership.Owners;
import java.util.List;
import java.util.Map;

/** The claims that a pod's ephemeral volumes need. */
final class EphemeralClaim {

    private EphemeralClaim() {}

    /** The volumes of a pod that need claims of their own; none when it ends. */
    static List<Volume> volumes(Pod pod) {
        boolean leaving = pod.getMetadata().getDeletionTimestamp() != null;
        return leaving
                ? List.of()
                : pod.getSpec().getVolumes().stream()
                        .filter(volume -> volume.getEphemeral() != null)
                        .toList();
    }

    static String name(Pod pod, Volume volume) {
        return pod.getMetadata().getName() + "-" + volume.getName();
    }

    /** The claim of a volume; it goes with the pod. */
    static PersistentVolumeClaim of(Pod pod, Volume volume) {
        PersistentVolumeClaimTemplate template = volume.getEphemeral().getVolumeClaimTemplate();
        ObjectMeta metadata = template.getMetadata() == null ? new ObjectMeta() : template.getMetadata();
        return new PersistentVolumeClaimBuilder()
                .withNewMetadata()
                .withNamespace(pod.getMetadata().getNamespace())
                .withName(name(pod, volume))
                .withLabels(orEmpty(metadata.getLabels()))
                .withAnnotations(orEmpty(metadata.getAnnotations()))
                .withOwnerReferences(Owners.controlledBy(pod))
                .endMetadata()
                .withSpec(template.getSpec())
                .build();
    }

    private static Map<String, String> orEmpty(Map<String, String> map) {
        return map == null ? Map.of() : map;
    }
}
