package io.jubernetes.client.json;

import io.fabric8.kubernetes.api.model.OwnerReference;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the garbage collector has to know of any object, and no more: it keeps one for every object of the cluster.
 *
 * @param namespace empty for objects without one
 * @param deletionTimestamp null unless the object is being deleted
 */
public record ObjectMetadata(
        String namespace,
        String name,
        String uid,
        String resourceVersion,
        @Nullable String deletionTimestamp,
        List<String> finalizers,
        List<OwnerReference> ownerReferences) {

    public ObjectMetadata {
        finalizers = List.copyOf(finalizers);
        ownerReferences = List.copyOf(ownerReferences);
    }

    public boolean isBeingDeleted() {
        return deletionTimestamp != null;
    }

    public boolean hasFinalizer(String finalizer) {
        return finalizers.contains(finalizer);
    }
}
