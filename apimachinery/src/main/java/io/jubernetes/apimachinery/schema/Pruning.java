package io.jubernetes.apimachinery.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Finds, and if asked drops, the fields that a type does not have. */
public final class Pruning {

    private final Schema schema;
    private final boolean drop;
    private final FieldPath path = new FieldPath();
    private final List<String> unknown = new ArrayList<>();

    private Pruning(Schema schema, boolean drop) {
        this.schema = schema;
        this.drop = drop;
    }

    /** Drops unknown fields from {@code object} and gives their paths. */
    public static List<String> apply(Schema schema, String typeName, ObjectNode object) {
        return new Pruning(schema, true).run(typeName, object);
    }

    /** The paths of unknown fields. */
    public static List<String> find(Schema schema, String typeName, ObjectNode object) {
        return new Pruning(schema, false).run(typeName, object);
    }

    private List<String> run(String typeName, ObjectNode object) {
        object(schema.type(typeName), object);
        return unknown;
    }

    private void object(TypeSchema type, ObjectNode object) {
        if (type.form() != TypeSchema.Form.OBJECT) {
            return;
        }
        Iterator<Map.Entry<String, JsonNode>> entries = object.properties().iterator();
        while (entries.hasNext()) {
            Map.Entry<String, JsonNode> entry = entries.next();
            int mark = path.mark();
            path.field(entry.getKey());
            Field field = type.fields().get(entry.getKey());
            if (field != null) {
                value(field.type(), entry.getValue());
            } else if (!type.open()) {
                unknown.add(path.toString());
                if (drop) {
                    entries.remove();
                }
            }
            path.back(mark);
        }
    }

    private void value(TypeRef ref, JsonNode value) {
        if (!value.isContainerNode()) {
            return;
        }
        switch (schema.resolve(ref)) {
            case TypeRef.Named named -> {
                if (value instanceof ObjectNode object) {
                    object(schema.type(named.type()), object);
                }
            }
            case TypeRef.ListOf list -> items(list, value);
            case TypeRef.MapOf map -> entries(map, value);
            case TypeRef.Scalar s -> {}
            case TypeRef.AnyJson a -> {}
            case TypeRef.Bytes b -> {}
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
            path.field(e.getKey());
            value(map.value(), e.getValue());
            path.back(mark);
        });
    }
}
