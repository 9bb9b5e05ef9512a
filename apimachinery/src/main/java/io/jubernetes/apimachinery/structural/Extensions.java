package io.jubernetes.apimachinery.structural;

import com.fasterxml.jackson.databind.JsonNode;

/** What Kubernetes adds to OpenAPI. */
final class Extensions {

    static final String PRESERVE = "x-kubernetes-preserve-unknown-fields";
    static final String EMBEDDED = "x-kubernetes-embedded-resource";
    static final String INT_OR_STRING = "x-kubernetes-int-or-string";
    static final String LIST_TYPE = "x-kubernetes-list-type";
    static final String LIST_KEYS = "x-kubernetes-list-map-keys";
    static final String MAP_TYPE = "x-kubernetes-map-type";
    static final String RULES = "x-kubernetes-validations";

    private Extensions() {}

    static boolean says(JsonNode schema, String flag) {
        return schema.path(flag).asBoolean(false);
    }

    static String listType(JsonNode schema) {
        return schema.path(LIST_TYPE).asText("");
    }

    static String type(JsonNode schema) {
        return schema.path("type").asText("");
    }
}
