package io.jubernetes.scheduler.framework;

import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.storage.CSIDriver;
import io.fabric8.kubernetes.api.model.storage.CSINode;
import io.fabric8.kubernetes.api.model.storage.CSIStorageCapacity;
import io.fabric8.kubernetes.api.model.storage.StorageClass;
import io.fabric8.kubernetes.api.model.storage.VolumeAttachment;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Claims, volumes, and what else is known of storage, and what was promised to pods that are on their way to their nodes. Nothing
 * where it is not overridden.
 */
public interface StorageObjects {

    StorageObjects NONE = new StorageObjects() {};

    /** @param key {@code NAMESPACE/NAME} */
    default @Nullable PersistentVolumeClaim claim(String key) {
        return null;
    }

    default @Nullable PersistentVolume volume(String name) {
        return null;
    }

    /** The volumes that say they are for a claim of this name. */
    default List<PersistentVolume> volumesFor(String claimKey) {
        return List.of();
    }

    /**
     * The volumes of a class that nobody has and nobody was promised, and that only nodes of this hostname can have; of those that
     * are not bound to a hostname, when it is empty.
     */
    default List<PersistentVolume> freeVolumes(String storageClass, String hostname) {
        return List.of();
    }

    /** The node that a volume for the claim is to be made on, as was promised to another pod; empty when nothing was. */
    default String promisedNode(String claimKey) {
        return "";
    }

    default @Nullable StorageClass storageClass(String name) {
        return null;
    }

    default @Nullable CSINode csiNode(String name) {
        return null;
    }

    default @Nullable CSIDriver driver(String name) {
        return null;
    }

    default List<CSIStorageCapacity> capacities(String storageClass) {
        return List.of();
    }

    default List<VolumeAttachment> attachments(String node) {
        return List.of();
    }

    /** From now on what the plan takes is not free for other pods. */
    default void promise(VolumePlan plan) {}

    /** Gives back what was promised to a pod. */
    default void takeBack(String podUid) {}

    /** Whether something was promised to the pod. */
    default boolean hasPromise(String podUid) {
        return false;
    }

    /** Writes what was promised. @return why that failed; empty when it did not */
    default String carryOut(String podUid) {
        return "";
    }

    /** Waits until all claims of the pod have their volumes. @return why they will not; empty when they have */
    default String awaitBound(String podUid, Duration patience) throws InterruptedException {
        return "";
    }
}
