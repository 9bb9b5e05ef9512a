package io.jubernetes.apiserver.definition;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.structural.StructuralCheck;
import io.jubernetes.apiserver.validation.Trees;
import java.util.ArrayList;
import java.util.List;

/** Formats that are not known ask for nothing; whoever writes one may not know. */
final class UnknownFormats {

    private final List<String> warnings = new ArrayList<>();

    private UnknownFormats() {}

    static List<String> warnings(ObjectNode definition) {
        UnknownFormats walk = new UnknownFormats();
        JsonNode versions = Trees.at(definition, "spec.versions");
        versions.forEach(version -> walk.schema(version.path("schema").path("openAPIV3Schema")));
        return walk.warnings;
    }

    private void schema(JsonNode schema) {
        String format = schema.path("format").asText("");
        String type = schema.path("type").asText("");
        if (!format.isEmpty() && !type.isEmpty() && !StructuralCheck.knowsFormat(format)) {
            warnings.add("unrecognized format \"" + format + "\"");
        }
        schema.path("properties").forEach(this::schema);
        for (String part : new String[] {"items", "additionalProperties"}) {
            if (schema.path(part).isObject()) {
                schema(schema.get(part));
            }
        }
    }
}
