package io.jubernetes.apimachinery.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/** YAML as kubectl writes it: keys sorted, lists not indented below their key, block strings for several lines. */
public final class YamlText {

    private YamlText() {}

    /** The text with its line ends. */
    public static String of(JsonNode tree) {
        StringBuilder out = new StringBuilder();
        switch (tree) {
            case ObjectNode object when !object.isEmpty() -> object(out, object, "", "");
            case ArrayNode array when !array.isEmpty() -> array(out, array, "", "");
            default -> scalar(out, tree, "", 0).append('\n');
        }
        return out.toString();
    }

    /** @param first what stands before the first line instead of the indentation */
    private static void object(StringBuilder out, ObjectNode object, String first, String indent) {
        String lead = first;
        for (Map.Entry<String, JsonNode> field : sorted(object)) {
            String key = YamlString.inline(field.getKey());
            out.append(lead).append(key).append(':');
            value(out, field.getValue(), indent, indent.length() + key.length() + 2);
            lead = indent;
        }
    }

    private static List<Map.Entry<String, JsonNode>> sorted(ObjectNode object) {
        return object.properties().stream().sorted(Map.Entry.comparingByKey()).toList();
    }

    /** @param column where a scalar begins */
    private static void value(StringBuilder out, JsonNode value, String indent, int column) {
        switch (value) {
            case ObjectNode object
            when !object.isEmpty() -> {
                out.append('\n');
                object(out, object, indent + "  ", indent + "  ");
            }
            case ArrayNode array
            when !array.isEmpty() -> {
                out.append('\n');
                array(out, array, indent, indent);
            }
            default -> scalar(out.append(' '), value, indent + "  ", column).append('\n');
        }
    }

    private static void array(StringBuilder out, ArrayNode array, String first, String indent) {
        String lead = first;
        for (JsonNode item : array) {
            switch (item) {
                case ObjectNode object when !object.isEmpty() -> object(out, object, lead + "- ", indent + "  ");
                case ArrayNode inner when !inner.isEmpty() -> array(out, inner, lead + "- ", indent + "  ");
                default ->
                    scalar(out.append(lead).append("- "), item, indent + "  ", indent.length() + 2)
                            .append('\n');
            }
            lead = indent;
        }
    }

    private static StringBuilder scalar(StringBuilder out, JsonNode value, String indent, int column) {
        return switch (value) {
            case ObjectNode _ -> out.append("{}");
            case ArrayNode _ -> out.append("[]");
            default ->
                out.append(value.isTextual() ? YamlString.of(value.textValue(), indent, column) : value.asText());
        };
    }
}
