package io.jubernetes.apiserver.schemarule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apiserver.cel.library.Durations;
import io.jubernetes.apiserver.cel.value.Bytes;
import io.jubernetes.apiserver.cel.value.CelError;
import io.jubernetes.apiserver.cel.value.Null;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Locale;

/** What stands in a tree, as a value of the type that its schema says. Nothing is copied: parts are looked at when asked for. */
final class SchemaValues {

    private SchemaValues() {}

    /** @throws CelError when it is not what the schema says */
    static Object of(JsonNode node, JsonNode schema) {
        if (node.isNull()) {
            if (Keywords.isNullable(schema)) {
                return Null.NULL;
            }
            throw new CelError("invalid data, got null for schema with nullable=false");
        }
        if (Keywords.isIntOrString(schema)) {
            return intOrString(node);
        }
        return switch (Keywords.type(schema)) {
            case "object" -> object(node, schema);
            case "array" -> array(node, schema);
            case "string" -> text(node, schema.path("format").asText(""));
            case "boolean" -> {
                require(node.isBoolean(), "bool", node);
                yield node.booleanValue();
            }
            case "integer" -> {
                require(node.isNumber() && node.canConvertToExactIntegral() && node.canConvertToLong(), "int", node);
                yield node.longValue();
            }
            case "number" -> {
                require(node.isNumber(), "float", node);
                yield node.doubleValue();
            }
            default -> new JsonUnknown(node);
        };
    }

    private static void require(boolean holds, String type, JsonNode node) {
        if (!holds) {
            String found = node.getNodeType().name().toLowerCase(Locale.ROOT);
            throw new CelError("invalid data, expected " + type + ", got " + found);
        }
    }

    private static Object intOrString(JsonNode node) {
        if (node.isTextual()) {
            return node.textValue();
        }
        if (node.isIntegralNumber() && node.canConvertToLong()) {
            return node.longValue();
        }
        throw new CelError("invalid data, expected XIntOrString value to be either a string or integer");
    }

    private static Object object(JsonNode node, JsonNode schema) {
        if (!(node instanceof ObjectNode object)) {
            throw new CelError("invalid data, expected a map for the provided schema with type=object");
        }
        boolean known = Keywords.hasProperties(schema)
                || Keywords.additional(schema) != null
                || Keywords.isEmbedded(schema)
                || Keywords.preserves(schema);
        if (!known) {
            throw new CelError(
                    "invalid object type, expected either Properties or AdditionalProperties with Allows=true"
                            + " and non-empty Schema");
        }
        return new JsonMap(object, Keywords.isEmbedded(schema) ? Keywords.withMetadata(schema) : schema);
    }

    private static Object array(JsonNode node, JsonNode schema) {
        if (!(node instanceof ArrayNode array)) {
            throw new CelError("invalid data, expected an array for the provided schema with type=array");
        }
        if (!schema.path("items").isObject()) {
            throw new CelError("invalid array type, expected Items with a non-empty Schema");
        }
        return new JsonList(array, schema);
    }

    private static Object text(JsonNode node, String format) {
        require(node.isTextual(), "string", node);
        String text = node.textValue();
        try {
            return switch (format) {
                case "duration" -> Durations.parseWordy(text);
                case "date" -> LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC);
                case "date-time" -> dateTime(text);
                case "byte" -> new Bytes(Base64.getDecoder().decode(text));
                default -> text;
            };
        } catch (DateTimeException | IllegalArgumentException malformed) {
            String kind = format.equals("date") || format.equals("date-time") ? format : "byte";
            throw new CelError("Invalid " + kind + " formatted string " + text + ": " + malformed.getMessage());
        }
    }

    private static Instant dateTime(String text) {
        return OffsetDateTime.parse(text.toUpperCase(Locale.ROOT).replace(' ', 'T'))
                .toInstant();
    }
}
