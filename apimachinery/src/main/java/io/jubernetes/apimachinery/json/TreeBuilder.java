package io.jubernetes.apimachinery.json;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Builds a tree from a parser's tokens and notes which fields came twice. The parser bounds the depth of the recursion. */
final class TreeBuilder {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final int MOST_DUPLICATES = 100;

    private final List<String> duplicates = new ArrayList<>();

    List<String> duplicateFields() {
        return duplicates;
    }

    /** The one value of the document. */
    JsonNode document(JsonParser parser) throws IOException {
        if (parser.nextToken() == null) {
            throw new JsonParseException(parser, "unexpected end of JSON input", parser.currentLocation());
        }
        JsonNode value = value(parser);
        JsonLocation behind = parser.currentLocation();
        if (parser.nextToken() != null) {
            throw new JsonParseException(parser, "unexpected data behind the end of the JSON value", behind);
        }
        return value;
    }

    JsonNode value(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> array(parser);
            case VALUE_NUMBER_INT -> integer(parser);
            case VALUE_NUMBER_FLOAT -> fraction(parser);
            case VALUE_TRUE -> NODES.booleanNode(true);
            case VALUE_FALSE -> NODES.booleanNode(false);
            case VALUE_NULL -> NODES.nullNode();
            default -> NODES.textNode(parser.getText());
        };
    }

    private ObjectNode object(JsonParser parser) throws IOException {
        ObjectNode object = NODES.objectNode();
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            if (object.has(name)) {
                cameTwice(parser.getParsingContext());
            }
            parser.nextToken();
            object.set(name, value(parser));
        }
        return object;
    }

    private ArrayNode array(JsonParser parser) throws IOException {
        ArrayNode array = NODES.arrayNode();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            array.add(value(parser));
        }
        return array;
    }

    /** @param place as it is at the field's name: from its value on it may be that of what begins there */
    private void cameTwice(JsonStreamContext place) {
        String path = path(place);
        if (duplicates.size() < MOST_DUPLICATES && !duplicates.contains(path)) {
            duplicates.add(path);
        }
    }

    private static String path(JsonStreamContext place) {
        Deque<String> steps = new ArrayDeque<>();
        for (JsonStreamContext at = place; !at.inRoot(); at = at.getParent()) {
            boolean first = at.getParent().inRoot();
            steps.push(at.inArray() ? "[" + at.getCurrentIndex() + "]" : (first ? "" : ".") + at.getCurrentName());
        }
        return String.join("", steps);
    }

    private static JsonNode integer(JsonParser parser) throws IOException {
        return parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                ? NODES.numberNode(parser.getBigIntegerValue())
                : Json.integer(parser.getLongValue());
    }

    private static JsonNode fraction(JsonParser parser) throws IOException {
        double value = parser.getDoubleValue();
        if (Double.isInfinite(value)) {
            throw new JsonParseException(
                    parser, "number " + parser.getText() + " is out of range", parser.currentTokenLocation());
        }
        return NODES.numberNode(value);
    }
}
