package io.jubernetes.cli.selection;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Who owns which field is long and seldom wanted. */
public final class ManagedFields {

    private ManagedFields() {}

    /** The object, or list of objects, without its {@code managedFields}; the same instance, changed. */
    public static ObjectNode without(ObjectNode object) {
        if (object.path("metadata") instanceof ObjectNode metadata) {
            metadata.remove("managedFields");
        }
        if (object.path("items").isArray()) {
            for (JsonNode item : object.path("items")) {
                without((ObjectNode) item);
            }
        }
        return object;
    }
}
