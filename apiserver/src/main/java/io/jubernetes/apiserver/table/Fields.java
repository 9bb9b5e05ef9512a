package io.jubernetes.apiserver.table;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.StreamSupport;

/** Reading object trees by dotted path; what is absent reads as empty text, zero or no elements. */
final class Fields {

    static final String NONE = "<none>";
    static final String UNKNOWN = "<unknown>";
    static final String UNSET = "<unset>";

    private Fields() {}

    static JsonNode at(JsonNode node, String path) {
        JsonNode current = node;
        int from = 0;
        while (from <= path.length()) {
            int dot = path.indexOf('.', from);
            int end = dot < 0 ? path.length() : dot;
            current = current.path(path.substring(from, end));
            from = end + 1;
        }
        return current.isNull() ? MissingNode.getInstance() : current;
    }

    static boolean has(JsonNode node, String path) {
        return !at(node, path).isMissingNode();
    }

    static String text(JsonNode node, String path) {
        return at(node, path).asText("");
    }

    static String text(JsonNode node, String path, String whenEmpty) {
        String text = text(node, path);
        return text.isEmpty() ? whenEmpty : text;
    }

    static long number(JsonNode node, String path) {
        return at(node, path).asLong(0);
    }

    static List<JsonNode> items(JsonNode node, String path) {
        List<JsonNode> items = new ArrayList<>();
        at(node, path).forEach(items::add);
        return items;
    }

    static List<String> texts(JsonNode node, String path) {
        return items(node, path).stream().map(JsonNode::asText).toList();
    }

    /** The texts of one field of each element of a list. */
    static String joined(JsonNode node, String path, String field) {
        return String.join(
                ",", items(node, path).stream().map(item -> text(item, field)).toList());
    }

    static Cells.Cell since(JsonNode node, String path) {
        return since(text(node, path));
    }

    static Cells.Cell since(String timestamp) {
        if (timestamp.isEmpty()) {
            return Column.text(UNKNOWN);
        }
        try {
            return new Cells.Since(Instant.parse(timestamp));
        } catch (DateTimeException e) {
            return Column.text(UNKNOWN);
        }
    }

    /** Whether a condition of that type is there and true. */
    static boolean condition(JsonNode node, String type) {
        return items(node, "status.conditions").stream()
                .filter(c -> text(c, "type").equals(type))
                .findFirst()
                .map(c -> text(c, "status").equals("True"))
                .orElse(false);
    }

    /** A map of labels as {@code a=b,c=d}. */
    static String labels(JsonNode map) {
        Map<String, String> sorted = new TreeMap<>();
        map.properties().forEach(e -> sorted.put(e.getKey(), e.getValue().asText()));
        List<String> pairs = sorted.entrySet().stream()
                .map(e -> e.getKey() + "=" + e.getValue())
                .toList();
        return pairs.isEmpty() ? NONE : String.join(",", pairs);
    }

    /** A label selector in its text form. */
    static String selector(JsonNode selector) {
        Map<String, String> byKey = new TreeMap<>();
        selector.path("matchLabels")
                .properties()
                .forEach(e ->
                        byKey.put(e.getKey(), e.getKey() + "=" + e.getValue().asText()));
        selector.path("matchExpressions")
                .forEach(e -> byKey.merge(text(e, "key"), requirement(e), (a, b) -> a + "," + b));
        return byKey.isEmpty() ? NONE : String.join(",", byKey.values());
    }

    private static String requirement(JsonNode expression) {
        String key = text(expression, "key");
        String values = "("
                + String.join(
                        ",",
                        StreamSupport.stream(expression.path("values").spliterator(), false)
                                .map(JsonNode::asText)
                                .sorted()
                                .toList())
                + ")";
        return switch (text(expression, "operator")) {
            case "In" -> key + " in " + values;
            case "NotIn" -> key + " notin " + values;
            case "DoesNotExist" -> "!" + key;
            default -> key;
        };
    }

    /** A list cut to its first three, with the count of the others. */
    static String firstThree(List<String> all, String whenEmpty) {
        if (all.isEmpty()) {
            return whenEmpty;
        }
        return all.size() <= 3
                ? String.join(",", all)
                : String.join(",", all.subList(0, 3)) + " + " + (all.size() - 3) + " more...";
    }
}
