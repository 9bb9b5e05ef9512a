package io.jubernetes.controllers.ownership;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.jubernetes.client.ResourceClient;
import java.util.Optional;

/**
 * Asks the server, not a cache, whether an owner is still there. A cache may lag for as long as its reflector pauses, half a minute
 * and more; what is made meanwhile for an owner that is gone is at once collected as garbage, missed, and made again: a loop as
 * fast as the server answers. One read before objects are made or taken ends it.
 */
public final class LiveOwner<O extends HasMetadata> {

    private final ResourceClient<O> owners;

    public LiveOwner(ResourceClient<O> owners) {
        this.owners = owners;
    }

    /** Whether this very object, not a namesake, exists and is not on its way out. */
    public boolean isStillThere(O owner) {
        Optional<O> fresh = owners.find(
                owner.getMetadata().getNamespace(), owner.getMetadata().getName());
        return fresh.isPresent()
                && fresh.get().getMetadata().getUid().equals(owner.getMetadata().getUid())
                && fresh.get().getMetadata().getDeletionTimestamp() == null;
    }

    /** Whether it is, besides, exactly as it is known here: nothing was decided on an older state of it. */
    public boolean isUnchanged(O owner) {
        Optional<O> fresh = owners.find(
                owner.getMetadata().getNamespace(), owner.getMetadata().getName());
        return fresh.isPresent()
                && fresh.get().getMetadata().getDeletionTimestamp() == null
                && fresh.get()
                        .getMetadata()
                        .getResourceVersion()
                        .equals(owner.getMetadata().getResourceVersion());
    }
}
