package io.jubernetes.apiserver.definition;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.structural.StructuralCheck;
import io.jubernetes.apiserver.validation.Trees;
import java.util.ArrayList;
import java.util.List;

/** What a schema says that is not heeded; whoever writes it may not know. */
final class SchemaWarnings {

    private final List<String> warnings = new ArrayList<>();

    private SchemaWarnings() {}

    static List<String> warnings(ObjectNode definition) {
        SchemaWarnings walk = new SchemaWarnings();
        JsonNode versions = Trees.at(definition, "spec.versions");
        versions.forEach(version -> walk.schema(version.path("schema").path("openAPIV3Schema")));
        return walk.warnings.stream().distinct().toList();
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
