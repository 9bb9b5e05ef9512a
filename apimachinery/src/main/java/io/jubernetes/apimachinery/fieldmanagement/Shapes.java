package io.jubernetes.apimachinery.fieldmanagement;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.fieldmanagement.Shape.Kind;
import io.jubernetes.apimachinery.fieldmanagement.Shape.StructFields;
import io.jubernetes.apimachinery.json.Json;
import io.jubernetes.apimachinery.schema.Field;
import io.jubernetes.apimachinery.schema.ListKind;
import io.jubernetes.apimachinery.schema.MapKind;
import io.jubernetes.apimachinery.schema.Schema;
import io.jubernetes.apimachinery.schema.TypeRef;
import io.jubernetes.apimachinery.schema.TypeSchema;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The shapes of a schema's types; each is worked out when first asked for. Safe for use by several threads. */
public final class Shapes {

    private final Schema schema;
    private final Map<String, StructFields> fields = new ConcurrentHashMap<>();

    public Shapes(Schema schema) {
        this.schema = schema;
    }

    /** The shape of objects of a type, {@code metadata} included. */
    public Shape of(String typeName) {
        return new Shape.Struct(lazily(typeName), false);
    }

    private Supplier<StructFields> lazily(String typeName) {
        // not computeIfAbsent: working out the fields of a type may ask for those of another
        return () -> {
            StructFields known = fields.get(typeName);
            if (known == null) {
                known = fieldsOf(schema.type(typeName));
                fields.put(typeName, known);
            }
            return known;
        };
    }

    private StructFields fieldsOf(TypeSchema type) {
        Map<String, Shape> shapes = HashMap.newHashMap(type.fields().size());
        Set<String> implied = new HashSet<>();
        type.fields().forEach((name, field) -> {
            shapes.put(name, of(field.type(), field.merge()));
            if (field.alwaysWritten()) {
                implied.add(name);
            }
        });
        return new StructFields(shapes, implied, type.open());
    }

    private Shape of(TypeRef ref, Field.Merge merge) {
        return switch (schema.resolve(ref)) {
            case TypeRef.Scalar(TypeRef.Kind kind) -> new Shape.Scalar(kind(kind));
            case TypeRef.Bytes b -> new Shape.Scalar(Kind.STRING);
            case TypeRef.AnyJson a -> new Shape.Free();
            case TypeRef.MapOf(TypeRef value) -> new Shape.MapOf(of(value, Field.Merge.NONE), merge.atomicMap());
            case TypeRef.ListOf(TypeRef element) ->
                new Shape.Items(
                        of(element, Field.Merge.NONE),
                        merge.listKind(),
                        merge.listMapKeys().stream().sorted().toList(),
                        defaults(element, merge));
            case TypeRef.Named(String name) -> named(schema.type(name), merge);
        };
    }

    private static Kind kind(TypeRef.Kind kind) {
        return switch (kind) {
            case STRING -> Kind.STRING;
            case BOOL -> Kind.BOOLEAN;
            case INT32, INT64, FLOAT64 -> Kind.NUMBER;
        };
    }

    private Shape named(TypeSchema type, Field.Merge merge) {
        return switch (type.form()) {
            case OBJECT -> {
                boolean atomic = merge.mapKind() == MapKind.UNSAID ? type.atomic() : merge.atomicMap();
                yield new Shape.Struct(lazily(type.name()), atomic);
            }
            case DURATION -> new Shape.Scalar(Kind.STRING);
            case ALIAS, QUANTITY, INT_OR_STRING, TIME, MICRO_TIME -> new Shape.Scalar(Kind.ANY);
            case ANY -> new Shape.Free();
        };
    }

    private ObjectNode defaults(TypeRef element, Field.Merge merge) {
        ObjectNode defaults = Json.object();
        TypeSchema type = merge.listKind() == ListKind.MAP ? schema.structure(element) : null;
        if (type != null) {
            for (String key : merge.listMapKeys()) {
                JsonNode value = keyDefault(type.fields().get(key));
                if (value != null) {
                    defaults.set(key, value);
                }
            }
        }
        return defaults;
    }

    /** What Go always writes is its zero value when it is left out. */
    private @Nullable JsonNode keyDefault(@Nullable Field field) {
        if (field == null || field.defaultValue() != null || !field.required()) {
            return field == null ? null : field.defaultValue();
        }
        return of(field.type(), field.merge()).equals(new Shape.Scalar(Kind.NUMBER))
                ? Json.integer(0)
                : JsonNodeFactory.instance.textNode("");
    }
}
