package io.jubernetes.apimachinery.structural;

import com.fasterxml.jackson.databind.JsonNode;
import io.jubernetes.apimachinery.error.StatusCause;
import java.util.ArrayList;
import java.util.List;

/** What OpenAPI has and Kubernetes does not take. */
final class SupportedCheck {

    private static final List<String> UNSUPPORTED =
            List.of("id", "additionalItems", "patternProperties", "definitions", "dependencies", "$ref");
    private static final List<String> TYPES = List.of("array", "boolean", "integer", "number", "object", "string");

    private final List<StatusCause> causes = new ArrayList<>();

    private SupportedCheck() {}

    static List<StatusCause> problems(String path, JsonNode schema) {
        SupportedCheck check = new SupportedCheck();
        check.schema(path, schema);
        return check.causes;
    }

    private void schema(String path, JsonNode schema) {
        for (String name : UNSUPPORTED) {
            if (schema.hasNonNull(name)) {
                causes.add(Causes.forbidden(path + "." + name, name + " is not supported"));
            }
        }
        type(path, schema);
        if (Extensions.says(schema, "uniqueItems")) {
            causes.add(Causes.forbidden(
                    path + ".uniqueItems",
                    "uniqueItems cannot be set to true since the runtime complexity becomes quadratic"));
        }
        if (schema.path("items").isArray()) {
            causes.add(Causes.forbidden(path + ".items", "items must be a schema object and not an array"));
        }
        boolean both = schema.path("properties").size() > 0
                && (schema.path("additionalProperties").isObject()
                        || schema.has("additionalProperties") && !Extensions.says(schema, "additionalProperties"));
        if (both) {
            causes.add(Causes.forbidden(
                    path + ".additionalProperties", "additionalProperties and properties are mutual exclusive"));
        }
        below(path, schema);
    }

    private void type(String path, JsonNode schema) {
        String type = Extensions.type(schema);
        if (type.equals("null")) {
            causes.add(Causes.forbidden(path + ".type", "type cannot be set to null, use nullable as an alternative"));
        } else if (!type.isEmpty() && !TYPES.contains(type)) {
            causes.add(Causes.notSupported(path + ".type", schema.get("type"), TYPES));
        }
    }

    private void below(String path, JsonNode schema) {
        schema.path("properties")
                .properties()
                .forEach(p -> schema(path + ".properties[" + p.getKey() + "]", p.getValue()));
        for (String name : new String[] {"items", "additionalProperties", "not"}) {
            if (schema.path(name).isObject()) {
                schema(path + "." + name, schema.get(name));
            }
        }
        for (String name : new String[] {"allOf", "anyOf", "oneOf"}) {
            JsonNode parts = schema.path(name);
            for (int i = 0; i < parts.size(); i++) {
                schema(path + "." + name + "[" + i + "]", parts.get(i));
            }
        }
    }
}
