package io.jubernetes.scheduler.framework;

import io.fabric8.kubernetes.api.model.resource.v1.DeviceClass;
import io.fabric8.kubernetes.api.model.resource.v1.ResourceClaim;
import io.fabric8.kubernetes.api.model.resource.v1.ResourceSlice;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Claims for devices, the devices that there are, and those that were promised. Nothing where it is not overridden. */
public interface DeviceObjects {

    DeviceObjects NONE = new DeviceObjects() {};

    /** @param key {@code NAMESPACE/NAME}; with what was promised but does not show yet */
    default @Nullable ResourceClaim claim(String key) {
        return null;
    }

    default @Nullable DeviceClass deviceClass(String name) {
        return null;
    }

    /** The slices of devices that are a node's own; of those that are not one node's, when the name is empty. */
    default List<ResourceSlice> slices(String node) {
        return List.of();
    }

    /** All slices of a pool. */
    default List<ResourceSlice> pool(String driver, String pool) {
        return List.of();
    }

    /** The devices that claims have, as {@code DRIVER/POOL/DEVICE}. */
    default Set<String> taken() {
        return Set.of();
    }

    /** From now on the claims are as they are here, until that shows. */
    default void promise(String podUid, List<ResourceClaim> allocated) {}

    default void takeBack(String podUid) {}

    /** Writes the allocations, and that the pod uses them. @return why that failed; empty when it did not */
    default String carryOut(PodToPlace pod) {
        return "";
    }
}
