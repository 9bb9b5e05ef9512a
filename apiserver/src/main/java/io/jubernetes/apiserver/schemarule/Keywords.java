package io.jubernetes.apiserver.schemarule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.json.Json;
import org.jspecify.annotations.Nullable;

/** What schemas say. */
final class Keywords {

    static final String RULES = "x-kubernetes-validations";

    private Keywords() {}

    static String type(JsonNode schema) {
        return schema.path("type").asText("");
    }

    static boolean isIntOrString(JsonNode schema) {
        return says(schema, "x-kubernetes-int-or-string");
    }

    static boolean isEmbedded(JsonNode schema) {
        return says(schema, "x-kubernetes-embedded-resource");
    }

    static boolean preserves(JsonNode schema) {
        return says(schema, "x-kubernetes-preserve-unknown-fields");
    }

    static boolean isNullable(JsonNode schema) {
        return says(schema, "nullable");
    }

    private static boolean says(JsonNode schema, String flag) {
        return schema.path(flag).asBoolean(false);
    }

    static String listType(JsonNode schema) {
        return schema.path("x-kubernetes-list-type").asText("");
    }

    static JsonNode listKeys(JsonNode schema) {
        return schema.path("x-kubernetes-list-map-keys");
    }

    static boolean hasProperties(JsonNode schema) {
        return schema.path("properties").isObject();
    }

    /** The schema of the values of a map; null when it is none. */
    static @Nullable JsonNode additional(JsonNode schema) {
        JsonNode additional = schema.path("additionalProperties");
        return additional.isObject() ? additional : null;
    }

    /** The schema of a field; null when nothing is known of it. */
    static @Nullable JsonNode property(JsonNode schema, String name) {
        JsonNode own = schema.path("properties").path(name);
        if (own.isObject()) {
            return own;
        }
        return hasProperties(schema) ? null : additional(schema);
    }

    /** What a schema limits, as far as it does. */
    static @Nullable Long limit(JsonNode schema, String keyword) {
        JsonNode limit = schema.path(keyword);
        return limit.isNumber() ? Long.valueOf(Math.max(0, limit.asLong())) : null;
    }

    /** A schema of a whole object of the API, which has a name and a kind even if it does not say so. */
    static JsonNode withMetadata(JsonNode schema) {
        JsonNode metadata = schema.path("properties").path("metadata");
        JsonNode names = metadata.path("properties");
        boolean complete = type(schema.path("properties").path("kind")).equals("string")
                && type(schema.path("properties").path("apiVersion")).equals("string")
                && type(metadata).equals("object")
                && type(names.path("name")).equals("string")
                && type(names.path("generateName")).equals("string");
        if (complete) {
            return schema;
        }
        ObjectNode text = Json.object().put("type", "string");
        ObjectNode properties = Json.object();
        properties.setAll((ObjectNode) (hasProperties(schema) ? schema.get("properties") : Json.object()));
        properties.set("kind", text);
        properties.set("apiVersion", text);
        ObjectNode ofMetadata = properties.putObject("metadata").put("type", "object");
        ofMetadata.putObject("properties").<ObjectNode>set("name", text).set("generateName", text);
        ObjectNode with = Json.object();
        with.setAll((ObjectNode) schema);
        with.set("properties", properties);
        return with;
    }

    /** Whether there are rules, here or below. */
    static boolean hasRules(JsonNode schema) {
        if (!schema.path(RULES).isEmpty()) {
            return true;
        }
        for (JsonNode property : schema.path("properties")) {
            if (hasRules(property)) {
                return true;
            }
        }
        JsonNode additional = additional(schema);
        return schema.path("items").isObject() && hasRules(schema.get("items"))
                || additional != null && hasRules(additional);
    }
}
