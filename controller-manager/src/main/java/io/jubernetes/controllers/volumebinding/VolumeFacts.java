package io.jubernetes.controllers.volumebinding;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Quantity;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What claims and volumes say, with the defaults of what they do not say. */
final class VolumeFacts {

    static final String BOUND_BY_CONTROLLER = "pv.kubernetes.io/bound-by-controller";
    static final String BIND_COMPLETED = "pv.kubernetes.io/bind-completed";
    static final String SELECTED_NODE = "volume.kubernetes.io/selected-node";
    static final String PROVISIONED_BY = "pv.kubernetes.io/provisioned-by";
    private static final String OLD_CLASS = "volume.beta.kubernetes.io/storage-class";

    private VolumeFacts() {}

    static String annotation(HasMetadata object, String name) {
        Map<String, String> annotations = object.getMetadata().getAnnotations();
        return annotations == null ? "" : annotations.getOrDefault(name, "");
    }

    static boolean has(HasMetadata object, String annotation) {
        Map<String, String> annotations = object.getMetadata().getAnnotations();
        return annotations != null && annotations.containsKey(annotation);
    }

    /** Empty for none. */
    static String classOf(PersistentVolumeClaim claim) {
        return firstOf(annotation(claim, OLD_CLASS), claim.getSpec().getStorageClassName());
    }

    static String classOf(PersistentVolume volume) {
        return firstOf(annotation(volume, OLD_CLASS), volume.getSpec().getStorageClassName());
    }

    /** Whether the claim leaves open which class it wants, so that it may get the default one. */
    static boolean leavesClassOpen(PersistentVolumeClaim claim) {
        return claim.getSpec().getStorageClassName() == null && !has(claim, OLD_CLASS);
    }

    private static String firstOf(String annotation, @Nullable String field) {
        return annotation.isEmpty() ? text(field) : annotation;
    }

    static String text(@Nullable String text) {
        return text == null ? "" : text;
    }

    static String mode(@Nullable String volumeMode) {
        return volumeMode == null ? "Filesystem" : volumeMode;
    }

    static BigDecimal size(@Nullable Map<String, Quantity> amounts) {
        Quantity storage = amounts == null ? null : amounts.get("storage");
        return storage == null ? BigDecimal.ZERO : Quantity.getAmountInBytes(storage);
    }

    static BigDecimal size(PersistentVolume volume) {
        return size(volume.getSpec().getCapacity());
    }

    static BigDecimal requested(PersistentVolumeClaim claim) {
        return claim.getSpec().getResources() == null
                ? BigDecimal.ZERO
                : size(claim.getSpec().getResources().getRequests());
    }

    /** Whether a pod can empty the volume. */
    static boolean isRecyclable(PersistentVolume volume) {
        return volume.getSpec().getHostPath() != null || volume.getSpec().getNfs() != null;
    }

    static String phase(PersistentVolume volume) {
        return volume.getStatus() == null ? "" : text(volume.getStatus().getPhase());
    }

    static String phase(PersistentVolumeClaim claim) {
        return claim.getStatus() == null ? "" : text(claim.getStatus().getPhase());
    }

    /** Whether the volume is for this claim: for this very one, or for one of its name that nobody has met yet. */
    static boolean isFor(PersistentVolume volume, PersistentVolumeClaim claim) {
        ObjectReference reference = volume.getSpec().getClaimRef();
        return reference != null
                && Objects.equals(reference.getName(), claim.getMetadata().getName())
                && Objects.equals(reference.getNamespace(), claim.getMetadata().getNamespace())
                && (text(reference.getUid()).isEmpty()
                        || reference.getUid().equals(claim.getMetadata().getUid()));
    }
}
