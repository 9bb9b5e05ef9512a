package io.jubernetes.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.patch.PatchType;
import io.jubernetes.client.json.ObjectCodec;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The calls on a resource without a class for its objects. */
public final class DynamicClient implements ResourceClient<ObjectNode> {

    private final ResourceClient<ObjectNode> resources;

    DynamicClient(ResourceClient<ObjectNode> resources) {
        this.resources = resources;
    }

    @Override
    public ObjectNode get(@Nullable String namespace, String name) {
        return resources.get(namespace, name);
    }

    @Override
    public Optional<ObjectNode> find(@Nullable String namespace, String name) {
        return resources.find(namespace, name);
    }

    @Override
    public ObjectNode create(ObjectNode object) {
        return resources.create(object);
    }

    @Override
    public ObjectNode update(ObjectNode object) {
        return resources.update(object);
    }

    @Override
    public ObjectNode updateStatus(ObjectNode object) {
        return resources.updateStatus(object);
    }

    @Override
    public ObjectNode patch(@Nullable String namespace, String name, PatchType type, JsonNode patch) {
        return resources.patch(namespace, name, type, patch);
    }

    @Override
    public ObjectNode patchStatus(@Nullable String namespace, String name, PatchType type, JsonNode patch) {
        return resources.patchStatus(namespace, name, type, patch);
    }

    @Override
    public void delete(@Nullable String namespace, String name, DeleteOptions options) {
        resources.delete(namespace, name, options);
    }

    @Override
    public void deleteCollection(ListOptions which, DeleteOptions options) {
        resources.deleteCollection(which, options);
    }

    @Override
    public ResourceList<ObjectNode> list(ListOptions options) {
        return resources.list(options);
    }

    @Override
    public void watch(ListOptions options, WatchHandler<ObjectNode> handler) throws InterruptedException {
        resources.watch(options, handler);
    }

    @Override
    public String resource() {
        return resources.resource();
    }

    @Override
    public ObjectCodec<ObjectNode> codec() {
        return resources.codec();
    }
}
