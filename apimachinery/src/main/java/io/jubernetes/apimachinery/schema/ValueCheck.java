package io.jubernetes.apimachinery.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.error.StatusCause;
import io.jubernetes.apimachinery.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds missing values and values outside a closed set.
 *
 * <p>Go cannot tell a missing text from an empty one, and decodes a missing struct to an empty one: so empty texts count as
 * missing, and what a missing required struct would have to hold is asked for by its own path.
 */
final class ValueCheck {

    private final Schema schema;
    private final RequiredFields requiredFields = RequiredFields.kubernetes();
    private final FieldPath path = new FieldPath();
    private final List<StatusCause> causes = new ArrayList<>();

    ValueCheck(Schema schema) {
        this.schema = schema;
    }

    List<StatusCause> run(String typeName, ObjectNode object) {
        TypeSchema type = schema.type(typeName);
        for (Field field : type.fields().values()) {
            if (!field.name().equals("status")) {
                field(type, field, object.get(field.name()));
            }
        }
        return causes;
    }

    private void object(TypeSchema type, JsonNode object) {
        for (Field field : type.fields().values()) {
            field(type, field, object.get(field.name()));
        }
    }

    private void field(TypeSchema owner, Field field, @Nullable JsonNode value) {
        boolean required = requiredFields.requires(owner, field);
        if (value == null && !required) {
            return;
        }
        int mark = path.mark();
        path.field(field.name());
        if (!required || value != null && !isZero(value)) {
            value(field.type(), value == null ? Json.object() : value);
        } else if (requiredFields.isNeededWhole(owner, field) || !isStruct(field)) {
            causes.add(new StatusCause("FieldValueRequired", "Required value", path.toString()));
        } else {
            value(field.type(), Json.object());
        }
        path.back(mark);
    }

    private boolean isStruct(Field field) {
        TypeSchema type = schema.structure(field.type());
        return type != null && type.form() == TypeSchema.Form.OBJECT;
    }

    private static boolean isZero(JsonNode value) {
        return value.isNull()
                || value.isTextual() && value.textValue().isEmpty()
                || value.isArray() && value.isEmpty()
                || value.isNumber() && value.asDouble() == 0;
    }

    private void value(TypeRef ref, JsonNode value) {
        List<String> closed = enumOf(ref);
        if (!closed.isEmpty() && value.isTextual()) {
            oneOf(closed, value.textValue());
            return;
        }
        switch (schema.resolve(ref)) {
            case TypeRef.Named named -> {
                TypeSchema type = schema.type(named.type());
                if (value.isObject() && type.form() == TypeSchema.Form.OBJECT) {
                    object(type, value);
                }
            }
            case TypeRef.ListOf list -> items(list, value);
            case TypeRef.MapOf map -> entries(map, value);
            case TypeRef.Scalar s -> {}
            case TypeRef.AnyJson a -> {}
            case TypeRef.Bytes b -> {}
        }
    }

    private List<String> enumOf(TypeRef ref) {
        TypeSchema type = ref instanceof TypeRef.Named named ? schema.find(named.type()) : null;
        return type == null ? List.of() : type.enumValues();
    }

    private void oneOf(List<String> closed, String value) {
        if (!value.isEmpty() && !closed.contains(value)) {
            String supported = closed.stream()
                    .filter(v -> !v.isEmpty())
                    .sorted()
                    .map(v -> "\"" + v + "\"")
                    .collect(Collectors.joining(", "));
            causes.add(new StatusCause(
                    "FieldValueNotSupported",
                    "Unsupported value: \"" + value + "\": supported values: " + supported,
                    path.toString()));
        }
    }

    private void items(TypeRef.ListOf list, JsonNode value) {
        int mark = path.mark();
        for (int i = 0; value.isArray() && i < value.size(); i++) {
            path.index(i);
            value(list.element(), value.get(i));
            path.back(mark);
        }
    }

    private void entries(TypeRef.MapOf map, JsonNode value) {
        int mark = path.mark();
        value.properties().forEach(e -> {
            path.key(e.getKey());
            value(map.value(), e.getValue());
            path.back(mark);
        });
    }
}
