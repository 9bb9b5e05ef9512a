package io.jubernetes.controllers.volumebinding;

import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import org.jspecify.annotations.Nullable;

/**
 * What to do about a volume.
 *
 * @param release what becomes of its reference to a claim
 * @param phase that it is to have; null when that is not clear yet
 * @param failure why it failed; null when it did not
 */
record VolumeDecision(
        Release release, @Nullable String phase, @Nullable Failure failure) {

    /** What becomes of the reference to a claim. */
    enum Release {
        /** It stays. */
        NOTHING,
        /** Only the name stays: somebody wrote it. */
        UID,
        /** It goes, as it came by a controller. */
        ALL
    }

    /** @param reason of the event */
    record Failure(String reason, String message) {}

    private static final VolumeDecision AVAILABLE = phase("Available");

    private static VolumeDecision phase(String phase) {
        return new VolumeDecision(Release.NOTHING, phase, null);
    }

    /** @param claim that the volume's reference names, whatever its uid; null when there is none */
    static VolumeDecision of(PersistentVolume volume, @Nullable PersistentVolumeClaim claim) {
        var reference = volume.getSpec().getClaimRef();
        if (reference == null || VolumeFacts.text(reference.getUid()).isEmpty()) {
            return AVAILABLE;
        }
        if (claim == null || !reference.getUid().equals(claim.getMetadata().getUid())) {
            return reclaim(volume);
        }
        String taken = VolumeFacts.text(claim.getSpec().getVolumeName());
        if (taken.equals(volume.getMetadata().getName())) {
            return phase("Bound");
        }
        if (taken.isEmpty()) {
            // the claim is being bound, or will be when it is looked at
            return new VolumeDecision(Release.NOTHING, null, null);
        }
        boolean ours = VolumeFacts.has(volume, VolumeFacts.BOUND_BY_CONTROLLER);
        return new VolumeDecision(ours ? Release.ALL : Release.UID, "Available", null);
    }

    /** A volume whose claim is gone. Drivers delete what they made, by a controller of their own. */
    private static VolumeDecision reclaim(PersistentVolume volume) {
        if (VolumeFacts.phase(volume).equals("Failed")) {
            return phase("Failed");
        }
        String policy = VolumeFacts.text(volume.getSpec().getPersistentVolumeReclaimPolicy());
        boolean byDriver = VolumeFacts.has(volume, VolumeFacts.PROVISIONED_BY)
                || volume.getSpec().getCsi() != null;
        return switch (policy) {
            case "Recycle" ->
                VolumeFacts.isRecyclable(volume)
                        ? phase("Released")
                        : failed("VolumeFailedRecycle", "No recycler plugin found for the volume!");
            case "Delete" ->
                byDriver
                        ? phase("Released")
                        : failed(
                                "VolumeFailedDelete",
                                "error getting deleter volume plugin for volume \""
                                        + volume.getMetadata().getName() + "\": no deletable volume plugin matched");
            default -> phase("Released");
        };
    }

    private static VolumeDecision failed(String reason, String message) {
        return new VolumeDecision(Release.NOTHING, "Failed", new Failure(reason, message));
    }
}
