package io.jubernetes.apiserver.schemarule;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableSet;
import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructType;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads types off schemas. What no schema describes has none, and cannot be named in expressions. */
final class SchemaTypes {

    private static final long LONGEST_TEXT = 3 * 1024 * 1024 - 2;

    private SchemaTypes() {}

    /**
     * @param name a name for the type, from which the names of those of its fields are made
     * @param whole whether it is a whole object of the API
     */
    static @Nullable SchemaType of(JsonNode schema, boolean whole, String name) {
        if (Keywords.isIntOrString(schema)) {
            Long length = Keywords.limit(schema, "maxLength");
            return SchemaType.simple(SimpleType.DYN, length == null ? LONGEST_TEXT : 4 * length, 1);
        }
        JsonNode complete = whole ? Keywords.withMetadata(schema) : schema;
        return switch (Keywords.type(complete)) {
            case "array" -> array(complete, name);
            case "object" -> Keywords.hasProperties(complete) ? object(complete, name) : map(complete, name);
            case "string" -> text(complete);
            case "boolean" -> SchemaType.BOOL;
            case "number" -> SchemaType.DOUBLE;
            case "integer" -> SchemaType.INT;
            default -> null;
        };
    }

    private static @Nullable SchemaType array(JsonNode schema, String name) {
        JsonNode items = schema.path("items");
        SchemaType element = items.isObject() ? of(items, Keywords.isEmbedded(items), name + ".@idx") : null;
        return element == null ? null : SchemaType.list(element, Keywords.limit(schema, "maxItems"));
    }

    private static @Nullable SchemaType map(JsonNode schema, String name) {
        JsonNode values = Keywords.additional(schema);
        if (values == null) {
            return object(schema, name);
        }
        SchemaType value = of(values, Keywords.isEmbedded(values), name + ".@elem");
        return value == null ? null : SchemaType.map(value, Keywords.limit(schema, "maxProperties"));
    }

    @SuppressWarnings("Immutable") // nothing is put into the map any more when the type is used
    private static SchemaType object(JsonNode schema, String name) {
        Map<String, SchemaType> fields = new LinkedHashMap<>();
        long minSize = 2;
        for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
            JsonNode of = property.getValue();
            String escaped = Escaping.escape(property.getKey());
            SchemaType field = of(of, Keywords.isEmbedded(of), name + "." + escaped);
            if (field != null && escaped != null) {
                fields.put(escaped, field);
            }
            if (field != null && isRequired(schema, property.getKey()) && !of.has("default")) {
                minSize += property.getKey().length() + field.minSize() + 4;
            }
        }
        CelType type = StructType.create(
                name,
                ImmutableSet.copyOf(fields.keySet()),
                field -> Optional.ofNullable(fields.get(field)).map(SchemaType::type));
        return new SchemaType(type, fields, null, 0, minSize);
    }

    private static boolean isRequired(JsonNode schema, String name) {
        return schema.path("required")
                .valueStream()
                .anyMatch(one -> one.asText().equals(name));
    }

    private static SchemaType text(JsonNode schema) {
        Long length = Keywords.limit(schema, "maxLength");
        return switch (schema.path("format").asText("")) {
            case "byte" -> SchemaType.simple(SimpleType.BYTES, length == null ? LONGEST_TEXT : length, 2);
            case "duration" -> SchemaType.simple(SimpleType.DURATION, 32, 3);
            case "date" -> SchemaType.simple(SimpleType.TIMESTAMP, 12, 12);
            case "date-time" -> SchemaType.simple(SimpleType.TIMESTAMP, 32, 21);
            default -> SchemaType.simple(SimpleType.STRING, longest(schema, length), 2);
        };
    }

    private static long longest(JsonNode schema, @Nullable Long length) {
        if (length != null) {
            return 4 * length;
        }
        if (schema.path("enum").isEmpty()) {
            return LONGEST_TEXT;
        }
        return schema.path("enum")
                .valueStream()
                .mapToLong(value -> value.asText().length())
                .max()
                .orElse(0);
    }
}
