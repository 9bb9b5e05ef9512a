package io.jubernetes.apiserver.definition;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apiserver.validation.Trees;

/** What keeps a definition until the last of its objects is gone. */
public final class Finalizer {

    public static final String NAME = "customresourcecleanup.apiextensions.k8s.io";

    private Finalizer() {}

    public static boolean isIn(JsonNode definition) {
        return definition
                .path("metadata")
                .path("finalizers")
                .valueStream()
                .anyMatch(f -> f.asText().equals(NAME));
    }

    public static void add(ObjectNode definition) {
        if (!isIn(definition)) {
            Trees.list(Trees.metadata(definition), "finalizers").add(NAME);
        }
    }

    public static void remove(ObjectNode definition) {
        ArrayNode finalizers = Trees.list(Trees.metadata(definition), "finalizers");
        for (int i = finalizers.size() - 1; i >= 0; i--) {
            if (finalizers.get(i).asText().equals(NAME)) {
                finalizers.remove(i);
            }
        }
        if (finalizers.isEmpty()) {
            Trees.metadata(definition).remove("finalizers");
        }
    }
}
