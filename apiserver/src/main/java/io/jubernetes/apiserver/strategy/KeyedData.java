package io.jubernetes.apiserver.strategy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.name.Names;
import io.jubernetes.apiserver.validation.Problems;
import io.jubernetes.apiserver.validation.Trees;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What ConfigMaps and Secrets have in common: values by keys, not too many bytes, and perhaps never to change. */
final class KeyedData {

    private static final int MAX_BYTES = 1024 * 1024;

    private KeyedData() {}

    static void validate(ObjectNode object, Problems problems) {
        long size = 0;
        for (String part : List.of("data", "binaryData")) {
            for (var entry : object.path(part).properties()) {
                String path = part + "[" + entry.getKey() + "]";
                problems.invalid(path, entry.getKey(), Names.configMapKey(entry.getKey()));
                if (part.equals("binaryData") && object.path("data").has(entry.getKey())) {
                    problems.invalid(path, entry.getKey(), "duplicate of key present in data");
                }
                size += entry.getValue().asText().getBytes(StandardCharsets.UTF_8).length;
            }
        }
        // bytes travel as base64: four characters for three of them
        boolean encoded = object.path("kind").asText().equals("Secret");
        if ((encoded ? size / 4 * 3 : size) > MAX_BYTES) {
            // a ConfigMap has no field for it: upstream names an empty one, which reads so
            problems.tooLong(encoded ? "data" : "[]", MAX_BYTES);
        }
    }

    static void validateImmutable(ObjectNode next, ObjectNode previous, Problems problems) {
        if (!previous.path("immutable").asBoolean(false)) {
            return;
        }
        if (!next.path("immutable").asBoolean(false)) {
            problems.forbidden("immutable", "field is immutable when `immutable` is set");
        }
        for (String part : List.of("data", "binaryData")) {
            if (!Trees.sameMeaning(next.path(part), previous.path(part))) {
                problems.forbidden(part, "field is immutable when `immutable` is set");
            }
        }
    }
}
