package io.jubernetes.apimachinery.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds the first value that a field of its type cannot hold. */
final class TypeCheck {

    private static final int MAX_SHOWN = 60;

    private final Schema schema;
    /** Whether the words are those of the conversion from maps, which has no place to name. */
    private final boolean converting;

    private final FieldPath path = new FieldPath();
    /** The path without indexes and map keys, as Go shows it. */
    private final Deque<String> fields = new ArrayDeque<>();

    private final Deque<TypeSchema> owners = new ArrayDeque<>();

    private TypeCheck(Schema schema, boolean converting) {
        this.schema = schema;
        this.converting = converting;
    }

    static @Nullable String first(Schema schema, String typeName, ObjectNode object, boolean converting) {
        return new TypeCheck(schema, converting).object(schema.type(typeName), object);
    }

    private @Nullable String object(TypeSchema type, JsonNode object) {
        owners.push(type);
        String problem = null;
        Iterator<Map.Entry<String, JsonNode>> entries = object.properties().iterator();
        while (problem == null && entries.hasNext()) {
            Map.Entry<String, JsonNode> entry = entries.next();
            Field field = type.fields().get(entry.getKey());
            problem = field == null ? null : field(field, entry.getValue());
        }
        owners.pop();
        return problem;
    }

    private @Nullable String field(Field field, JsonNode value) {
        int mark = path.mark();
        path.field(field.name());
        fields.addLast(field.name());
        String problem = value(field.type(), value);
        fields.removeLast();
        path.back(mark);
        return problem;
    }

    private @Nullable String value(TypeRef ref, JsonNode value) {
        if (value.isNull()) {
            return null;
        }
        return switch (schema.resolve(ref)) {
            case TypeRef.Named named -> named(schema.type(named.type()), ref, value);
            case TypeRef.ListOf list -> value.isArray() ? items(list, value) : mismatch(ref, value);
            case TypeRef.MapOf map -> value.isObject() ? entries(map, value) : mismatch(ref, value);
            case TypeRef.Scalar scalar -> fits(scalar.kind(), value) ? null : mismatch(ref, value);
            case TypeRef.Bytes b ->
                value.isTextual() ? at(ScalarForms.base64Problem(value.textValue()), value) : mismatch(ref, value);
            case TypeRef.AnyJson a -> null;
        };
    }

    private @Nullable String items(TypeRef.ListOf list, JsonNode value) {
        int mark = path.mark();
        String problem = null;
        for (int i = 0; problem == null && i < value.size(); i++) {
            path.index(i);
            problem = value(list.element(), value.get(i));
            path.back(mark);
        }
        return problem;
    }

    private @Nullable String entries(TypeRef.MapOf map, JsonNode value) {
        int mark = path.mark();
        for (Map.Entry<String, JsonNode> entry : value.properties()) {
            path.field(entry.getKey());
            String problem = value(map.value(), entry.getValue());
            path.back(mark);
            if (problem != null) {
                return problem;
            }
        }
        return null;
    }

    private @Nullable String named(TypeSchema type, TypeRef ref, JsonNode value) {
        return switch (type.form()) {
            case OBJECT -> value.isObject() ? object(type, value) : mismatch(ref, value);
            case QUANTITY ->
                value.isTextual() || value.isNumber()
                        ? at(ScalarForms.quantityProblem(value.asText()), value)
                        : mismatch(ref, value);
            case INT_OR_STRING -> value.isTextual() || fits(TypeRef.Kind.INT32, value) ? null : mismatch(ref, value);
            case TIME, MICRO_TIME, DURATION ->
                value.isTextual()
                        ? at(ScalarForms.textProblem(type.form(), value.textValue()), value)
                        : mismatch(ref, value);
            case ALIAS, ANY -> null;
        };
    }

    private static boolean fits(TypeRef.Kind kind, JsonNode value) {
        return switch (kind) {
            case STRING -> value.isTextual();
            case BOOL -> value.isBoolean();
            case INT32 -> value.isIntegralNumber() && value.canConvertToInt();
            case INT64 -> value.isIntegralNumber() && value.canConvertToLong();
            case FLOAT64 -> value.isNumber();
        };
    }

    private String mismatch(TypeRef ref, JsonNode value) {
        if (converting) {
            return unconverted(schema.resolve(ref), value);
        }
        TypeSchema owner = owners.getFirst();
        return located(
                "json: cannot unmarshal " + kindOf(ref, value) + " into Go struct field " + owner.shortName() + "."
                        + String.join(".", fields) + " of type " + goType(ref),
                value);
    }

    private String unconverted(TypeRef resolved, JsonNode value) {
        String from = switch (value.getNodeType()) {
            case STRING -> "string";
            case BOOLEAN -> "bool";
            case ARRAY -> "slice";
            case NUMBER -> value.isIntegralNumber() ? "int64" : "float64";
            default -> "map";
        };
        return switch (resolved) {
            case TypeRef.ListOf list -> "cannot restore slice from " + from;
            case TypeRef.Bytes bytes -> "cannot restore slice from " + from;
            case TypeRef.MapOf map -> "cannot restore map from " + from;
            case TypeRef.Scalar scalar
            when value.isNumber() && scalar.kind() != TypeRef.Kind.BOOL ->
                "cannot convert " + from + " to " + scalar.kind().goName();
            case TypeRef.Scalar scalar -> "unrecognized type: " + scalar.kind().goName();
            case TypeRef.Named named -> "cannot restore struct from: " + from;
            case TypeRef.AnyJson any -> "unrecognized type: " + from;
        };
    }

    private @Nullable String at(@Nullable String problem, JsonNode value) {
        return problem == null ? null : located(problem, value);
    }

    private String located(String problem, JsonNode value) {
        if (converting) {
            return problem;
        }
        String shown = value.isContainerNode() ? (value.isArray() ? "[...]" : "{...}") : value.toString();
        String shortened = shown.length() > MAX_SHOWN ? shown.substring(0, MAX_SHOWN) + "..." : shown;
        return problem + " (" + path + ": " + shortened + ")";
    }

    private String kindOf(TypeRef ref, JsonNode value) {
        boolean number = schema.resolve(ref) instanceof TypeRef.Scalar scalar
                && scalar.kind() != TypeRef.Kind.STRING
                && scalar.kind() != TypeRef.Kind.BOOL;
        return switch (value.getNodeType()) {
            case STRING -> "string";
            case BOOLEAN -> "bool";
            case ARRAY -> "array";
            case NUMBER -> number ? "number " + value.asText() : "number";
            default -> "object";
        };
    }

    private String goType(TypeRef ref) {
        return switch (ref) {
            case TypeRef.Scalar scalar -> scalar.kind().goName();
            case TypeRef.Named named -> goName(named);
            case TypeRef.ListOf list -> "[]" + goType(list.element());
            case TypeRef.MapOf map -> "map[string]" + goType(map.value());
            case TypeRef.Bytes b -> "[]uint8";
            case TypeRef.AnyJson a -> "interface {}";
        };
    }

    private String goName(TypeRef.Named named) {
        TypeSchema type = schema.find(named.type());
        return type == null ? named.type() : type.goName();
    }
}
