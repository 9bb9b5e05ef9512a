package io.jubernetes.controllers.ownership;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.apimachinery.error.StatusReason;
import io.jubernetes.apimachinery.patch.PatchType;
import io.jubernetes.client.ResourceClient;
import io.jubernetes.client.json.KubernetesJson;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Carries out a {@link Claim}: takes and releases by patches that name the object's uid, so that a namesake is never touched. */
public final class Adoption<O extends HasMetadata, T extends HasMetadata> {

    private final LiveOwner<O> live;
    private final ResourceClient<T> objects;
    private final List<String> finalizers;

    /** @param finalizers that an object gets when it is taken */
    public Adoption(ResourceClient<O> owners, ResourceClient<T> objects, String... finalizers) {
        this.live = new LiveOwner<>(owners);
        this.objects = objects;
        this.finalizers = List.of(finalizers);
    }

    /** Takes and releases; returns what the owner has now. */
    public List<T> settle(O owner, Claim<T> claim) {
        List<T> owned = new ArrayList<>(claim.kept());
        // objects that an owner on its way out takes would go with it
        if (!claim.adopted().isEmpty() && live.isStillThere(owner)) {
            for (T object : claim.adopted()) {
                T adopted = patch(object, adoption(owner, object));
                if (adopted != null) {
                    owned.add(adopted);
                }
            }
        }
        claim.released().forEach(object -> patch(object, release(owner, object)));
        return owned;
    }

    private @Nullable T patch(T object, ObjectNode patch) {
        try {
            return objects.patch(
                    object.getMetadata().getNamespace(), object.getMetadata().getName(), PatchType.STRATEGIC, patch);
        } catch (ApiException e) {
            // gone, another object of that name, or somebody else was quicker: a change will tell
            if (e.is(StatusReason.NotFound) || e.is(StatusReason.Conflict) || e.is(StatusReason.Invalid)) {
                return null;
            }
            throw e;
        }
    }

    private ObjectNode adoption(HasMetadata owner, HasMetadata object) {
        ObjectNode patch = patchOf(object);
        ObjectNode metadata = patch.withObjectProperty("metadata");
        metadata.putArray("ownerReferences").add(KubernetesJson.toTree(Owners.controlledBy(owner)));
        finalizers.forEach(metadata.withArrayProperty("finalizers")::add);
        return patch;
    }

    private static ObjectNode release(HasMetadata owner, HasMetadata object) {
        ObjectNode patch = patchOf(object);
        patch.withObjectProperty("metadata")
                .putArray("ownerReferences")
                .addObject()
                .put("$patch", "delete")
                .put("uid", owner.getMetadata().getUid());
        return patch;
    }

    private static ObjectNode patchOf(HasMetadata object) {
        ObjectNode patch = JsonNodeFactory.instance.objectNode();
        patch.putObject("metadata").put("uid", object.getMetadata().getUid());
        return patch;
    }
}
