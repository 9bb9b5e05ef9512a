package io.jubernetes.controllers.volumebinding;

import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.jubernetes.controllers.ownership.LabelMatch;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which volume a claim gets. */
final class Matching {

    private Matching() {}

    /**
     * The volume that was made for the claim, or else the smallest free one that satisfies it.
     *
     * @param delayed whether the scheduler chooses: only a volume that was made for the claim will do
     * @param volumes sorted by name
     */
    static @Nullable PersistentVolume find(
            PersistentVolumeClaim claim, List<PersistentVolume> volumes, boolean delayed) {
        List<PersistentVolume> candidates = volumes.stream()
                .filter(volume -> volume.getMetadata().getDeletionTimestamp() == null)
                .filter(volume -> isLargeEnough(volume, claim) && hasMode(volume, claim))
                .toList();
        return candidates.stream()
                .filter(volume -> VolumeFacts.isFor(volume, claim))
                .findFirst()
                .or(() -> candidates.stream()
                        .filter(volume -> !delayed && isFree(volume) && satisfies(volume, claim))
                        .min(Comparator.comparing(VolumeFacts::size)))
                .orElse(null);
    }

    /** Why a volume that the claim names is not for it; null when it is. */
    static @Nullable String problem(PersistentVolume volume, PersistentVolumeClaim claim) {
        if (!isLargeEnough(volume, claim)) {
            return "requested PV is too small";
        }
        if (!VolumeFacts.classOf(volume).equals(VolumeFacts.classOf(claim))) {
            return "storageClassName does not match";
        }
        if (!hasMode(volume, claim)) {
            return "incompatible volumeMode";
        }
        return hasAccessModes(volume, claim) ? null : "incompatible accessMode";
    }

    private static boolean isFree(PersistentVolume volume) {
        return volume.getSpec().getClaimRef() == null
                && VolumeFacts.phase(volume).equals("Available");
    }

    private static boolean satisfies(PersistentVolume volume, PersistentVolumeClaim claim) {
        boolean selected = claim.getSpec().getSelector() == null
                || LabelMatch.matches(claim.getSpec().getSelector(), volume);
        return selected
                && VolumeFacts.classOf(volume).equals(VolumeFacts.classOf(claim))
                && hasAccessModes(volume, claim);
    }

    private static boolean hasAccessModes(PersistentVolume volume, PersistentVolumeClaim claim) {
        return volume.getSpec().getAccessModes().containsAll(claim.getSpec().getAccessModes());
    }

    private static boolean hasMode(PersistentVolume volume, PersistentVolumeClaim claim) {
        return VolumeFacts.mode(volume.getSpec().getVolumeMode())
                .equals(VolumeFacts.mode(claim.getSpec().getVolumeMode()));
    }

    private static boolean isLargeEnough(PersistentVolume volume, PersistentVolumeClaim claim) {
        return VolumeFacts.size(volume).compareTo(VolumeFacts.requested(claim)) >= 0;
    }
}
