package io.jubernetes.cli.selection;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.cli.discovery.ApiResource;

/**
 * An object as the server has it.
 *
 * @param namespace empty when it is in none
 */
public record Located(ApiResource resource, String namespace, String name, ObjectNode object) {

    public static Located of(ApiResource resource, ObjectNode object) {
        return new Located(
                resource,
                object.path("metadata").path("namespace").asText(""),
                object.path("metadata").path("name").asText(),
                object);
    }

    public String path() {
        return resource.path(namespace, name);
    }

    /** {@code deployment.apps/web}. */
    public String display() {
        return resource.displayName() + "/" + name;
    }
}
