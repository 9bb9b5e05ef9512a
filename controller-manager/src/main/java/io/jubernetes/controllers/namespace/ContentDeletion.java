package io.jubernetes.controllers.namespace;

import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.apimachinery.error.StatusReason;
import io.jubernetes.client.ApiClient;
import io.jubernetes.client.DeleteOptions;
import io.jubernetes.client.ListOptions;
import io.jubernetes.client.ResourceClient;
import io.jubernetes.client.json.ObjectMetadata;
import io.jubernetes.controllers.discovery.Discovery;
import io.jubernetes.controllers.discovery.ServedResource;
import java.util.List;

/** Deletes all that is in a namespace: pods first, the rest when they are gone, as what they use should outlive them. */
final class ContentDeletion {

    private final ApiClient client;
    private final Discovery discovery;

    ContentDeletion(ApiClient client) {
        this.client = client;
        this.discovery = new Discovery(client);
    }

    Remains deleteAll(String namespace) {
        Discovery.Served served = discovery.read();
        Remains remains = Remains.none();
        remains.undiscovered().putAll(served.failures());
        List<ServedResource> resources = served.resources().stream()
                .filter(r -> r.namespaced() && r.can("delete") && r.can("list"))
                .toList();
        resources.stream().filter(ContentDeletion::isPods).forEach(r -> delete(r, namespace, remains));
        if (remains.resources().isEmpty()) {
            resources.stream().filter(r -> !isPods(r)).forEach(r -> delete(r, namespace, remains));
        }
        return remains;
    }

    private static boolean isPods(ServedResource resource) {
        return resource.group().isEmpty() && resource.plural().equals("pods");
    }

    private void delete(ServedResource resource, String namespace, Remains remains) {
        ResourceClient<ObjectMetadata> objects =
                client.metadata(resource.group(), resource.version(), resource.plural(), true);
        try {
            List<ObjectMetadata> present =
                    objects.list(ListOptions.in(namespace)).items();
            if (present.isEmpty()) {
                return;
            }
            deletePresent(resource, objects, namespace, present);
            objects.list(ListOptions.in(namespace)).items().forEach(object -> count(resource, object, remains));
        } catch (ApiException e) {
            if (!e.is(StatusReason.NotFound) && !e.is(StatusReason.MethodNotAllowed)) {
                remains.failures().put(resource.qualifiedName(), String.valueOf(e.getMessage()));
            }
        }
    }

    private static void deletePresent(
            ServedResource resource,
            ResourceClient<ObjectMetadata> objects,
            String namespace,
            List<ObjectMetadata> present) {
        DeleteOptions background = DeleteOptions.DEFAULT.propagation("Background");
        if (present.stream().allMatch(ObjectMetadata::isBeingDeleted)) {
            return;
        }
        if (resource.can("deletecollection")) {
            objects.deleteCollection(ListOptions.in(namespace), background);
            return;
        }
        for (ObjectMetadata object : present) {
            objects.delete(namespace, object.name(), background.ifUid(object.uid()));
        }
    }

    private static void count(ServedResource resource, ObjectMetadata object, Remains remains) {
        remains.resources().merge(resource.qualifiedName(), 1, Integer::sum);
        object.finalizers().forEach(finalizer -> remains.finalizers().merge(finalizer, 1, Integer::sum));
    }
}
