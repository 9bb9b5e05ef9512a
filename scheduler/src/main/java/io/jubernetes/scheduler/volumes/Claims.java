package io.jubernetes.scheduler.volumes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.storage.StorageClass;
import io.jubernetes.scheduler.framework.StorageObjects;
import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What claims and volumes say, with the defaults of what they do not say. */
public final class Claims {

    public static final String SELECTED_NODE = "volume.kubernetes.io/selected-node";
    public static final String BIND_COMPLETED = "pv.kubernetes.io/bind-completed";
    public static final String BOUND_BY_CONTROLLER = "pv.kubernetes.io/bound-by-controller";
    private static final String OLD_CLASS = "volume.beta.kubernetes.io/storage-class";

    private Claims() {}

    static String text(@Nullable String text) {
        return text == null ? "" : text;
    }

    /** Empty when there is none. */
    public static String annotation(HasMetadata object, String name) {
        Map<String, String> annotations = object.getMetadata().getAnnotations();
        return annotations == null ? "" : annotations.getOrDefault(name, "");
    }

    static String classOf(PersistentVolumeClaim claim) {
        String old = annotation(claim, OLD_CLASS);
        return old.isEmpty() ? text(claim.getSpec().getStorageClassName()) : old;
    }

    /** The class of a volume; empty for none. */
    public static String classOf(PersistentVolume volume) {
        String old = annotation(volume, OLD_CLASS);
        return old.isEmpty() ? text(volume.getSpec().getStorageClassName()) : old;
    }

    static String volumeOf(PersistentVolumeClaim claim) {
        return text(claim.getSpec().getVolumeName());
    }

    /** Whether the claim and its volume agree about each other. */
    public static boolean isBound(PersistentVolumeClaim claim) {
        Map<String, String> annotations = claim.getMetadata().getAnnotations();
        return !volumeOf(claim).isEmpty() && annotations != null && annotations.containsKey(BIND_COMPLETED);
    }

    static boolean waitsForConsumer(PersistentVolumeClaim claim, StorageObjects storage) {
        StorageClass storageClass = storage.storageClass(classOf(claim));
        return storageClass != null && "WaitForFirstConsumer".equals(storageClass.getVolumeBindingMode());
    }

    static BigDecimal requested(PersistentVolumeClaim claim) {
        return claim.getSpec().getResources() == null
                ? BigDecimal.ZERO
                : size(claim.getSpec().getResources().getRequests());
    }

    static BigDecimal size(PersistentVolume volume) {
        return size(volume.getSpec().getCapacity());
    }

    private static BigDecimal size(@Nullable Map<String, Quantity> amounts) {
        Quantity storage = amounts == null ? null : amounts.get("storage");
        return storage == null ? BigDecimal.ZERO : Quantity.getAmountInBytes(storage);
    }

    static String mode(@Nullable String volumeMode) {
        return volumeMode == null ? "Filesystem" : volumeMode;
    }
}
