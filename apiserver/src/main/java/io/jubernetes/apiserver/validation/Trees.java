package io.jubernetes.apiserver.validation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.json.Json;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reading and writing object trees without fear of what is absent. */
public final class Trees {

    private Trees() {}

    /** The node at a dotted path, or a missing node. */
    public static JsonNode at(JsonNode tree, String path) {
        JsonNode node = tree;
        for (String name : path.split("\\.")) {
            node = node.path(name);
        }
        return node;
    }

    /** The text at a dotted path, empty when there is none. */
    public static String text(JsonNode tree, String path) {
        return at(tree, path).asText("");
    }

    public static boolean isAbsent(JsonNode node) {
        return node.isMissingNode() || node.isNull();
    }

    /** Whether nothing, or an empty text, list or object, stands there. */
    public static boolean isBlank(JsonNode node) {
        return isAbsent(node)
                || (node.isTextual() && node.asText().isEmpty())
                || (node.isContainerNode() && node.isEmpty());
    }

    /** The object in a field, created when it is not there. */
    public static ObjectNode object(ObjectNode owner, String field) {
        if (owner.get(field) instanceof ObjectNode present) {
            return present;
        }
        return owner.putObject(field);
    }

    /** The list in a field, created when it is not there. */
    public static ArrayNode list(ObjectNode owner, String field) {
        if (owner.get(field) instanceof ArrayNode present) {
            return present;
        }
        return owner.putArray(field);
    }

    /** Sets a field that is not there, or null. */
    public static void putIfAbsent(ObjectNode owner, String field, JsonNode value) {
        if (isAbsent(owner.path(field))) {
            owner.set(field, value);
        }
    }

    public static void putIfAbsent(ObjectNode owner, String field, String value) {
        if (isBlank(owner.path(field))) {
            owner.put(field, value);
        }
    }

    public static void putIfAbsent(ObjectNode owner, String field, long value) {
        if (isAbsent(owner.path(field))) {
            putNumber(owner, field, value);
        }
    }

    /** Sets a number in the form in which decoding gives it, so that equal numbers are equal nodes. */
    public static void putNumber(ObjectNode owner, String field, long value) {
        if (value == (int) value) {
            owner.put(field, (int) value);
        } else {
            owner.put(field, value);
        }
    }

    /** Makes a field what it is in another object: the same value, or absent. */
    public static void copy(ObjectNode from, ObjectNode to, String field) {
        JsonNode value = from.get(field);
        if (value == null) {
            to.remove(field);
        } else {
            to.set(field, value.deepCopy());
        }
    }

    /** A map of strings; what is no string counts by its text. */
    public static Map<String, String> strings(JsonNode map) {
        Map<String, String> strings = new LinkedHashMap<>();
        map.properties().forEach(e -> strings.put(e.getKey(), e.getValue().asText()));
        return strings;
    }

    /** Whether two values mean the same: absent, null and empty do not differ. */
    public static boolean sameMeaning(JsonNode a, JsonNode b) {
        if (isBlank(a) || isBlank(b)) {
            return isBlank(a) && isBlank(b);
        }
        if (a.isObject() && b.isObject()) {
            // each pair of values is looked at once, or deep objects would take time without end
            return a.properties().stream().allMatch(e -> sameMeaning(e.getValue(), b.path(e.getKey())))
                    && b.properties().stream().allMatch(e -> a.has(e.getKey()) || isBlank(e.getValue()));
        }
        if (a.isArray() && b.isArray()) {
            return sameItems(a, b);
        }
        return a.isIntegralNumber() && b.isIntegralNumber() ? a.asLong() == b.asLong() : a.equals(b);
    }

    private static boolean sameItems(JsonNode a, JsonNode b) {
        if (a.size() != b.size()) {
            return false;
        }
        for (int i = 0; i < a.size(); i++) {
            if (!sameMeaning(a.get(i), b.get(i))) {
                return false;
            }
        }
        return true;
    }

    public static ObjectNode metadata(ObjectNode object) {
        return object(object, "metadata");
    }

    public static ObjectNode empty() {
        return Json.object();
    }
}
