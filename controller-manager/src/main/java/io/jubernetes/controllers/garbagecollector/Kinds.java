package io.jubernetes.controllers.garbagecollector;

import io.jubernetes.client.ApiClient;
import io.jubernetes.client.ResourceClient;
import io.jubernetes.client.json.ObjectMetadata;
import io.jubernetes.controllers.discovery.ServedResource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The resources behind the kinds that owner references name. Replaced as a whole when the API serves something else. */
final class Kinds {

    private final ApiClient client;
    private volatile Map<String, ServedResource> byKind = Map.of();

    Kinds(ApiClient client) {
        this.client = client;
    }

    void replace(List<ServedResource> resources) {
        Map<String, ServedResource> next = new TreeMap<>();
        resources.forEach(resource -> next.putIfAbsent(resource.group() + "/" + resource.kind(), resource));
        byKind = next;
    }

    @Nullable
    ServedResource find(String group, String kind) {
        return byKind.get(group + "/" + kind);
    }

    ResourceClient<ObjectMetadata> objects(ServedResource resource) {
        return client.metadata(resource.group(), resource.version(), resource.plural(), resource.namespaced());
    }

    /** The object with that name, whatever its uid, as the server has it now. */
    Optional<ObjectMetadata> read(ServedResource resource, ObjectId id) {
        return objects(resource).find(resource.namespaced() ? id.namespace() : null, id.name());
    }
}
