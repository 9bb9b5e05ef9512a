package io.jubernetes.controllers.autoscaling;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.client.RawClient;

/**
 * The scale of what is scaled.
 *
 * @param path of the subresource
 * @param scale as the server has it
 */
record ScaleTarget(String path, JsonNode scale) {

    /** @throws MetricException when no such kind is served */
    static ScaleTarget read(RawClient raw, String namespace, JsonNode reference) {
        String version = reference.path("apiVersion").asText("v1");
        String resource = plural(raw, version, reference.path("kind").asText());
        String path = root(version) + "/namespaces/" + namespace + "/" + resource + "/"
                + reference.path("name").asText() + "/scale";
        return new ScaleTarget(path, raw.get(path));
    }

    /** The name by which a kind of a version is served. */
    static String plural(RawClient raw, String version, String kind) {
        for (JsonNode resource : raw.get(root(version)).path("resources")) {
            String name = resource.path("name").asText();
            if (resource.path("kind").asText().equals(kind) && !name.contains("/")) {
                return name;
            }
        }
        throw new MetricException("no matches for kind \"" + kind + "\" in version \"" + version + "\"");
    }

    private static String root(String version) {
        return version.contains("/") ? "/apis/" + version : "/api/" + version;
    }

    int wanted() {
        return scale.path("spec").path("replicas").asInt();
    }

    int present() {
        return scale.path("status").path("replicas").asInt();
    }

    String selector() {
        return scale.path("status").path("selector").asText("");
    }

    void set(RawClient raw, int replicas) {
        ObjectNode next = scale.deepCopy();
        next.withObject("/spec").put("replicas", replicas);
        raw.put(path, next);
    }
}
