package io.jubernetes.controllers.disruption;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.apimachinery.error.StatusReason;
import io.jubernetes.client.RawClient;
import java.io.UncheckedIOException;
import java.util.Optional;

/** The scales of all that have one, asked of the server: StatefulSets, ReplicationControllers, custom resources. */
final class ServedScales implements Scales {

    private final RawClient raw;

    ServedScales(RawClient raw) {
        this.raw = raw;
    }

    @Override
    public Optional<Scale> of(OwnerReference controller, String namespace) throws ScaleUnknownException {
        String version = controller.getApiVersion();
        String root = (version.contains("/") ? "/apis/" : "/api/") + version;
        try {
            String resource = scalable(read(root), controller);
            JsonNode scale =
                    read(root + "/namespaces/" + namespace + "/" + resource + "/" + controller.getName() + "/scale");
            String uid = scale.path("metadata").path("uid").asText();
            int replicas = scale.path("spec").path("replicas").asInt();
            // of a namesake it says nothing
            return controller.getUid().equals(uid) ? Optional.of(new Scale(uid, replicas)) : Optional.empty();
        } catch (ApiException | UncheckedIOException e) {
            throw new ScaleUnknownException(e);
        }
    }

    /** The path segment of the controller's resource, which must have the subresource. */
    private static String scalable(JsonNode served, OwnerReference controller) throws ScaleUnknownException {
        String version = controller.getApiVersion();
        String resource = served.path("resources")
                .valueStream()
                .filter(each -> each.path("kind").asText().equals(controller.getKind()))
                .map(each -> each.path("name").asText())
                .filter(name -> !name.contains("/"))
                .findFirst()
                .orElseThrow(() -> new ScaleUnknownException(
                        "no matches for kind \"" + controller.getKind() + "\" in version \"" + version + "\""));
        boolean scales = served.path("resources")
                .valueStream()
                .anyMatch(each -> each.path("name").asText().equals(resource + "/scale"));
        if (!scales) {
            String group = version.contains("/") ? "." + version.substring(0, version.indexOf('/')) : "";
            throw new ScaleUnknownException(resource + group + " does not implement the scale subresource");
        }
        return resource;
    }

    /** Of what is not there nothing is said. */
    private JsonNode read(String path) {
        try {
            return raw.get(path);
        } catch (ApiException e) {
            if (e.is(StatusReason.NotFound)) {
                return MissingNode.getInstance();
            }
            throw e;
        }
    }
}
