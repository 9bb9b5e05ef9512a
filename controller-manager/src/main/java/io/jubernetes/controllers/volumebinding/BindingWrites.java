package io.jubernetes.controllers.volumebinding;

import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.jubernetes.client.ResourceClient;
import io.jubernetes.controllers.context.ControllerContext;
import java.util.Map;

/**
 * Binds: first the volume says whose it is, then that it is bound, then the claim, then that it is. Each write is refused when the
 * object is not as it was decided on, so that no volume is given twice; the next look finishes what was begun.
 */
final class BindingWrites {

    private final ResourceClient<PersistentVolume> volumes;
    private final ResourceClient<PersistentVolumeClaim> claims;

    BindingWrites(ControllerContext context) {
        this.volumes = context.client().resources(PersistentVolume.class);
        this.claims = context.client().resources(PersistentVolumeClaim.class);
    }

    void bind(PersistentVolume volume, PersistentVolumeClaim claim) {
        PersistentVolume taken = phase(take(volume, claim), "Bound", "", "");
        PersistentVolumeClaim named = name(claim, taken);
        boolean says = VolumeFacts.phase(named).equals("Bound")
                && taken.getSpec().getAccessModes().equals(named.getStatus().getAccessModes())
                && named.getStatus().getCapacity() != null
                && !named.getStatus().getCapacity().isEmpty();
        if (!says) {
            claims.updateStatus(new PersistentVolumeClaimBuilder(named)
                    .editOrNewStatus()
                    .withPhase("Bound")
                    .withAccessModes(taken.getSpec().getAccessModes())
                    .withCapacity(taken.getSpec().getCapacity())
                    .endStatus()
                    .build());
        }
    }

    private PersistentVolume take(PersistentVolume volume, PersistentVolumeClaim claim) {
        boolean isTaken = VolumeFacts.isFor(volume, claim)
                && !VolumeFacts.text(volume.getSpec().getClaimRef().getUid()).isEmpty();
        if (isTaken) {
            return volume;
        }
        PersistentVolumeBuilder next = new PersistentVolumeBuilder(volume);
        if (volume.getSpec().getClaimRef() == null) {
            next = next.editMetadata()
                    .addToAnnotations(VolumeFacts.BOUND_BY_CONTROLLER, "yes")
                    .endMetadata();
        }
        return volumes.update(next.editSpec()
                .withNewClaimRef()
                .withApiVersion("v1")
                .withKind("PersistentVolumeClaim")
                .withNamespace(claim.getMetadata().getNamespace())
                .withName(claim.getMetadata().getName())
                .withUid(claim.getMetadata().getUid())
                .withResourceVersion(claim.getMetadata().getResourceVersion())
                .endClaimRef()
                .endSpec()
                .build());
    }

    private PersistentVolumeClaim name(PersistentVolumeClaim claim, PersistentVolume volume) {
        String name = volume.getMetadata().getName();
        boolean isNamed = name.equals(claim.getSpec().getVolumeName());
        if (isNamed && VolumeFacts.has(claim, VolumeFacts.BIND_COMPLETED)) {
            return claim;
        }
        PersistentVolumeClaimBuilder next = new PersistentVolumeClaimBuilder(claim);
        if (!isNamed) {
            next = next.editMetadata()
                    .addToAnnotations(VolumeFacts.BOUND_BY_CONTROLLER, "yes")
                    .endMetadata();
        }
        return claims.update(next.editMetadata()
                .addToAnnotations(VolumeFacts.BIND_COMPLETED, "yes")
                .endMetadata()
                .editSpec()
                .withVolumeName(name)
                .endSpec()
                .build());
    }

    PersistentVolume phase(PersistentVolume volume, String phase, String reason, String message) {
        if (VolumeFacts.phase(volume).equals(phase)) {
            return volume;
        }
        return volumes.updateStatus(new PersistentVolumeBuilder(volume)
                .editOrNewStatus()
                .withPhase(phase)
                .withReason(reason.isEmpty() ? null : reason)
                .withMessage(message.isEmpty() ? null : message)
                .endStatus()
                .build());
    }

    void phase(PersistentVolumeClaim claim, String phase) {
        if (!VolumeFacts.phase(claim).equals(phase)) {
            claims.updateStatus(new PersistentVolumeClaimBuilder(claim)
                    .editOrNewStatus()
                    .withPhase(phase)
                    .endStatus()
                    .build());
        }
    }

    void takeClass(PersistentVolumeClaim claim, String name) {
        claims.update(new PersistentVolumeClaimBuilder(claim)
                .editSpec()
                .withStorageClassName(name)
                .endSpec()
                .build());
    }

    void annotate(PersistentVolumeClaim claim, Map<String, String> annotations) {
        Map<String, String> present = claim.getMetadata().getAnnotations();
        if (present == null || !present.entrySet().containsAll(annotations.entrySet())) {
            claims.update(new PersistentVolumeClaimBuilder(claim)
                    .editMetadata()
                    .addToAnnotations(annotations)
                    .endMetadata()
                    .build());
        }
    }

    PersistentVolume release(PersistentVolume volume, VolumeDecision.Release release) {
        return switch (release) {
            case NOTHING -> volume;
            case UID ->
                volumes.update(new PersistentVolumeBuilder(volume)
                        .editSpec()
                        .editClaimRef()
                        .withUid(null)
                        .endClaimRef()
                        .endSpec()
                        .build());
            case ALL ->
                volumes.update(new PersistentVolumeBuilder(volume)
                        .editMetadata()
                        .removeFromAnnotations(VolumeFacts.BOUND_BY_CONTROLLER)
                        .endMetadata()
                        .editSpec()
                        .withClaimRef(null)
                        .endSpec()
                        .build());
        };
    }
}
