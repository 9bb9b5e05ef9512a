package io.jubernetes.apimachinery.structural;

import com.fasterxml.jackson.databind.JsonNode;
import io.jubernetes.apimachinery.error.StatusCause;
import java.util.List;

/** Every field and list that a junctor speaks of stands in the structure too. */
final class Completeness {

    private final List<StatusCause> causes;

    private Completeness(List<StatusCause> causes) {
        this.causes = causes;
    }

    static void check(String path, JsonNode schema, List<StatusCause> causes) {
        new Completeness(causes).structure(path, schema);
    }

    private void structure(String path, JsonNode schema) {
        junctors(path, schema, path, schema);
        schema.path("properties")
                .properties()
                .forEach(p -> structure(path + ".properties[" + p.getKey() + "]", p.getValue()));
        for (String below : new String[] {"items", "additionalProperties"}) {
            if (schema.path(below).isObject()) {
                structure(path + "." + below, schema.get(below));
            }
        }
    }

    private void junctors(String path, JsonNode schema, String at, JsonNode values) {
        for (String junctor : new String[] {"allOf", "anyOf", "oneOf"}) {
            JsonNode parts = values.path(junctor);
            for (int i = 0; i < parts.size(); i++) {
                nested(path, schema, at + "." + junctor + "[" + i + "]", parts.get(i));
            }
        }
        if (values.path("not").isObject()) {
            nested(path, schema, at + ".not", values.get("not"));
        }
    }

    private void nested(String path, JsonNode schema, String at, JsonNode values) {
        junctors(path, schema, at, values);
        if (values.path("items").isObject()) {
            part(path + ".items", schema.path("items"), at + ".items", values.get("items"));
        }
        values.path("properties").properties().forEach(p -> {
            String key = ".properties[" + p.getKey() + "]";
            part(path + key, schema.path("properties").path(p.getKey()), at + key, p.getValue());
        });
    }

    private void part(String path, JsonNode schema, String at, JsonNode values) {
        if (schema.isObject()) {
            nested(path, schema, at, values);
        } else {
            causes.add(Causes.required(path, "because it is defined in " + at));
        }
    }
}
