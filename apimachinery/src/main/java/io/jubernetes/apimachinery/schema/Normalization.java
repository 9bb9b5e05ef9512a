package io.jubernetes.apimachinery.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.quantity.Quantity;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Gives a decodable object the form that is stored: null fields are dropped, as they mean unset, and so are zeros and empty lists
 * and maps where Go cannot tell them from nothing; null items of lists and maps become the zero value that Go decodes them to;
 * quantities and times take their canonical form.
 */
public final class Normalization {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final Schema schema;

    private Normalization(Schema schema) {
        this.schema = schema;
    }

    /** Changes {@code object}, which {@link FieldValidation#decodeError} has nothing against. */
    public static void apply(Schema schema, String typeName, ObjectNode object) {
        new Normalization(schema).object(schema.type(typeName), object);
    }

    private void object(TypeSchema type, ObjectNode object) {
        object.properties().removeIf(e -> {
            Field field = type.fields().get(e.getKey());
            return field != null && (e.getValue().isNull() || isNothing(field, e.getValue()));
        });
        for (Map.Entry<String, JsonNode> entry : object.properties()) {
            Field field = type.fields().get(entry.getKey());
            if (field != null) {
                entry.setValue(value(field.type(), entry.getValue()));
            }
        }
    }

    private boolean isNothing(Field field, JsonNode value) {
        if (field.required() || field.wire().pointer() || field.nullable()) {
            return false;
        }
        return switch (schema.resolve(field.type())) {
            case TypeRef.Scalar scalar ->
                switch (scalar.kind()) {
                    case STRING -> value.asText().isEmpty();
                    case BOOL -> !value.asBoolean();
                    case INT32, INT64 -> value.asLong() == 0;
                    case FLOAT64 -> value.asDouble() == 0;
                };
            case TypeRef.ListOf list -> value.isEmpty();
            case TypeRef.MapOf map -> value.isEmpty();
            case TypeRef.Bytes bytes -> value.asText().isEmpty();
            case TypeRef.Named named -> false;
            case TypeRef.AnyJson any -> false;
        };
    }

    private JsonNode value(TypeRef ref, JsonNode value) {
        TypeRef resolved = schema.resolve(ref);
        if (value.isNull()) {
            return zero(resolved);
        }
        switch (resolved) {
            case TypeRef.Named named -> {
                return named(schema.type(named.type()), value);
            }
            case TypeRef.ListOf list -> items(list, value);
            case TypeRef.MapOf map -> value.properties().forEach(e -> e.setValue(value(map.value(), e.getValue())));
            case TypeRef.Scalar s -> {}
            case TypeRef.AnyJson a -> {}
            case TypeRef.Bytes b -> {}
        }
        return value;
    }

    private void items(TypeRef.ListOf list, JsonNode value) {
        if (value instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                array.set(i, value(list.element(), array.get(i)));
            }
        }
    }

    private JsonNode named(TypeSchema type, JsonNode value) {
        return switch (type.form()) {
            case OBJECT -> {
                if (value instanceof ObjectNode object) {
                    object(type, object);
                }
                yield value;
            }
            case QUANTITY ->
                NODES.textNode(Quantity.parse(value.asText().strip()).toString());
            case TIME, MICRO_TIME -> NODES.textNode(ScalarForms.canonical(type.form(), value.asText()));
            case DURATION, INT_OR_STRING, ALIAS, ANY -> value;
        };
    }

    private JsonNode zero(TypeRef resolved) {
        return switch (resolved) {
            case TypeRef.Scalar scalar ->
                switch (scalar.kind()) {
                    case STRING -> NODES.textNode("");
                    case BOOL -> NODES.booleanNode(false);
                    case INT32, INT64, FLOAT64 -> NODES.numberNode(0);
                };
            case TypeRef.Named named -> zero(schema.find(named.type()));
            default -> NODES.nullNode();
        };
    }

    private static JsonNode zero(@Nullable TypeSchema type) {
        if (type == null) {
            return NODES.nullNode();
        }
        return switch (type.form()) {
            case OBJECT -> NODES.objectNode();
            case QUANTITY -> NODES.textNode("0");
            case INT_OR_STRING -> NODES.numberNode(0);
            default -> NODES.nullNode();
        };
    }
}
