package io.jubernetes.cli.output;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** JSON as kubectl writes it: keys sorted, four spaces a level, and the characters that HTML knows escaped. */
public final class JsonText {

    private static final String STEP = "    ";

    private JsonText() {}

    /** The text with a line end. */
    public static String of(JsonNode tree) {
        StringBuilder out = new StringBuilder();
        write(out, tree, "");
        return out.append('\n').toString();
    }

    /** On one line without spaces, as Go's encoder writes it; without a line end. */
    public static String compact(JsonNode tree) {
        StringBuilder out = new StringBuilder();
        compact(out, tree);
        return out.toString();
    }

    private static void compact(StringBuilder out, JsonNode node) {
        switch (node) {
            case ObjectNode object -> {
                String separator = "{";
                for (Map.Entry<String, JsonNode> field : Sorted.fields(object)) {
                    quote(out.append(separator), field.getKey());
                    compact(out.append(':'), field.getValue());
                    separator = ",";
                }
                out.append(object.isEmpty() ? "{}" : "}");
            }
            case ArrayNode array -> {
                String separator = "[";
                for (JsonNode item : array) {
                    compact(out.append(separator), item);
                    separator = ",";
                }
                out.append(array.isEmpty() ? "[]" : "]");
            }
            default -> scalar(out, node);
        }
    }

    private static void write(StringBuilder out, JsonNode node, String indent) {
        switch (node) {
            case ObjectNode object -> object(out, object, indent);
            case ArrayNode array -> array(out, array, indent);
            default -> scalar(out, node);
        }
    }

    private static void object(StringBuilder out, ObjectNode object, String indent) {
        if (object.isEmpty()) {
            out.append("{}");
            return;
        }
        String deeper = indent + STEP;
        String separator = "{\n";
        for (Map.Entry<String, JsonNode> field : Sorted.fields(object)) {
            out.append(separator).append(deeper);
            quote(out, field.getKey());
            out.append(": ");
            write(out, field.getValue(), deeper);
            separator = ",\n";
        }
        out.append('\n').append(indent).append('}');
    }

    private static void array(StringBuilder out, ArrayNode array, String indent) {
        if (array.isEmpty()) {
            out.append("[]");
            return;
        }
        String deeper = indent + STEP;
        String separator = "[\n";
        for (JsonNode item : array) {
            out.append(separator).append(deeper);
            write(out, item, deeper);
            separator = ",\n";
        }
        out.append('\n').append(indent).append(']');
    }

    private static void scalar(StringBuilder out, JsonNode node) {
        if (node.isTextual()) {
            quote(out, node.textValue());
        } else {
            out.append(node.asText());
        }
    }

    private static void quote(StringBuilder out, String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                case '\b' -> out.append("\\b");
                case '\f' -> out.append("\\f");
                default -> {
                    boolean escaped = c < ' ' || c == '<' || c == '>' || c == '&' || c == '\u2028' || c == '\u2029';
                    out.append(escaped ? String.format("\\u%04x", (int) c) : String.valueOf(c));
                }
            }
        }
        out.append('"');
    }
}
