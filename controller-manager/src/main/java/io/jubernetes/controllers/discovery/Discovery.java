package io.jubernetes.controllers.discovery;

import com.fasterxml.jackson.databind.JsonNode;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.client.ApiClient;
import io.jubernetes.client.RawClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Asks the API which resources it serves. */
public final class Discovery {

    private final RawClient raw;

    public Discovery(ApiClient client) {
        this.raw = new RawClient(client);
    }

    /**
     * What is served.
     *
     * @param resources sorted, subresources left out
     * @param failures group versions that did not answer, with the reason
     */
    public record Served(List<ServedResource> resources, TreeMap<String, String> failures) {}

    public Served read() {
        List<ServedResource> resources = new ArrayList<>();
        TreeMap<String, String> failures = new TreeMap<>();
        addGroupVersion("", "v1", resources, failures);
        for (JsonNode group : raw.get("/apis").path("groups")) {
            String version = group.path("preferredVersion").path("version").asText();
            addGroupVersion(group.path("name").asText(), version, resources, failures);
        }
        resources.sort(null);
        return new Served(resources, failures);
    }

    private void addGroupVersion(
            String group, String version, List<ServedResource> resources, TreeMap<String, String> failures) {
        String path = group.isEmpty() ? "/api/" + version : "/apis/" + group + "/" + version;
        try {
            for (JsonNode resource : raw.get(path).path("resources")) {
                if (!resource.path("name").asText().contains("/")) {
                    resources.add(read(group, version, resource));
                }
            }
        } catch (ApiException e) {
            failures.put(group + "/" + version, String.valueOf(e.getMessage()));
        }
    }

    private static ServedResource read(String group, String version, JsonNode resource) {
        Set<String> verbs = new TreeSet<>();
        resource.path("verbs").forEach(verb -> verbs.add(verb.asText()));
        return new ServedResource(
                group,
                version,
                resource.path("name").asText(),
                resource.path("kind").asText(),
                resource.path("namespaced").asBoolean(),
                verbs);
    }
}
