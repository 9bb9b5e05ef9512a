package io.jubernetes.apimachinery.fieldmanagement;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** Equality and order of JSON values, where a number is its amount, whichever node holds it. */
final class Values {

    private static final Comparator<JsonNode> SCALARS = (a, b) -> a.equals(b) ? 0 : compare(a, b);

    private Values() {}

    static boolean same(JsonNode a, JsonNode b) {
        return a.equals(b) || a.equals(SCALARS, b);
    }

    /** Whether nothing, or a null, or an object or list with nothing in it stands there. */
    static boolean isEmpty(@Nullable JsonNode value) {
        return value == null || value.isNull() || value.isContainerNode() && value.isEmpty();
    }

    /** The JSON text of a value; quick for the scalars that tell items apart. */
    static String json(JsonNode value) {
        if (value.isTextual()) {
            return quoted(value.asText());
        }
        return value.isIntegralNumber() ? value.asText() : value.toString();
    }

    static String quoted(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c == '"' || c == '\\') {
                return TextNode.valueOf(text).toString();
            }
        }
        return '"' + text + '"';
    }

    static int compare(JsonNode a, JsonNode b) {
        int byKind = Integer.compare(rank(a), rank(b));
        if (byKind != 0) {
            return byKind;
        }
        if (a.isNumber()) {
            return a.decimalValue().compareTo(b.decimalValue());
        }
        return a.isBoolean()
                ? Boolean.compare(a.asBoolean(), b.asBoolean())
                : a.asText(a.toString()).compareTo(b.asText(b.toString()));
    }

    private static int rank(JsonNode value) {
        return switch (value.getNodeType()) {
            case NUMBER -> 0;
            case STRING -> 1;
            case BOOLEAN -> 2;
            case ARRAY -> 3;
            case OBJECT -> 4;
            default -> 5;
        };
    }
}
