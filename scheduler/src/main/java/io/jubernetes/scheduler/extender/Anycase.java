package io.jubernetes.scheduler.extender;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;

/** Reads fields as Go does: whatever the case of their names. */
final class Anycase {

    private Anycase() {}

    static JsonNode field(JsonNode object, String name) {
        JsonNode exact = object.path(name);
        if (!exact.isMissingNode()) {
            return exact.isNull() ? MissingNode.getInstance() : exact;
        }
        return object.properties().stream()
                .filter(field -> field.getKey().equalsIgnoreCase(name))
                .map(java.util.Map.Entry::getValue)
                .filter(value -> !value.isNull())
                .findFirst()
                .orElse(MissingNode.getInstance());
    }
}
