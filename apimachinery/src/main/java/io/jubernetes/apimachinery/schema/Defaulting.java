package io.jubernetes.apimachinery.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Fills in the constants that the schema says, wherever their parent stands, in lists and maps too. Absent parents are not
 * created. What depends on more than neighbouring fields is for each resource's strategy.
 */
public final class Defaulting {

    private final Schema schema;

    private Defaulting(Schema schema) {
        this.schema = schema;
    }

    /** Changes {@code object}, which is of the named type. */
    public static void apply(Schema schema, String typeName, ObjectNode object) {
        new Defaulting(schema).object(schema.type(typeName), object);
    }

    private void object(TypeSchema type, ObjectNode object) {
        type.defaults().forEach(d -> d.apply(object));
        for (Field field : type.fields().values()) {
            JsonNode constant = field.defaultValue();
            JsonNode present = object.get(field.name());
            if (constant != null && (present == null || present.isNull() && !field.nullable())) {
                object.set(field.name(), constant.deepCopy());
            }
        }
        object.properties().forEach(e -> {
            Field field = type.fields().get(e.getKey());
            if (field != null && e.getValue().isContainerNode()) {
                value(field.type(), e.getValue());
            }
        });
    }

    private void value(TypeRef ref, JsonNode value) {
        switch (schema.resolve(ref)) {
            case TypeRef.Named named -> {
                if (value instanceof ObjectNode object) {
                    object(schema.type(named.type()), object);
                }
            }
            case TypeRef.ListOf list -> value.forEach(item -> value(list.element(), item));
            case TypeRef.MapOf map -> value.forEach(item -> value(map.value(), item));
            case TypeRef.Scalar s -> {}
            case TypeRef.AnyJson a -> {}
            case TypeRef.Bytes b -> {}
        }
    }
}
