package io.jubernetes.apimachinery.structural;

import com.fasterxml.jackson.databind.JsonNode;
import io.jubernetes.apimachinery.json.Json;
import io.jubernetes.apimachinery.schema.Field;
import io.jubernetes.apimachinery.schema.ListKind;
import io.jubernetes.apimachinery.schema.MapKind;
import io.jubernetes.apimachinery.schema.Schema;
import io.jubernetes.apimachinery.schema.TypeRef;
import io.jubernetes.apimachinery.schema.TypeSchema;
import io.jubernetes.apimachinery.schema.TypeSchema.Form;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads a structural schema as types: each object with fields of its own becomes a type, named by its path below the root.
 * Types that are no part of it, such as that of {@code metadata}, are Kubernetes' own.
 */
public final class StructuralTypes {

    private static final String METADATA = "io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta";
    private static final String INT_OR_STRING = "io.k8s.apimachinery.pkg.util.intstr.IntOrString";

    /** Where a type is written, and whether it is that of a whole object of the API. */
    private record Source(JsonNode schema, boolean resource) {}

    private final Map<String, Source> sources = new ConcurrentHashMap<>();

    private StructuralTypes() {}

    /**
     * @param root the name of the whole's type
     * @param openApi a schema that {@link StructuralCheck} has nothing against
     */
    public static Schema schema(String root, JsonNode openApi) {
        return schema(root, () -> openApi);
    }

    /** As {@link #schema(String, JsonNode)}, of a schema that is read when it is first needed. */
    public static Schema schema(String root, Supplier<JsonNode> openApi) {
        StructuralTypes types = new StructuralTypes();
        return new Schema(name -> {
            if (name.equals(root)) {
                types.sources.putIfAbsent(root, new Source(openApi.get(), true));
            }
            TypeSchema own = types.read(name);
            return own == null ? Schema.kubernetes().find(name) : own;
        });
    }

    private @Nullable TypeSchema read(String name) {
        Source source = sources.get(name);
        return source == null ? null : struct(name, source);
    }

    private TypeSchema struct(String name, Source source) {
        JsonNode schema = source.schema();
        Map<String, Field> fields = new LinkedHashMap<>();
        if (source.resource()) {
            fields.put("apiVersion", plain("apiVersion", new TypeRef.Scalar(TypeRef.Kind.STRING)));
            fields.put("kind", plain("kind", new TypeRef.Scalar(TypeRef.Kind.STRING)));
            fields.put("metadata", plain("metadata", new TypeRef.Named(METADATA)));
        }
        schema.path("properties").properties().forEach(property -> {
            String field = property.getKey();
            fields.computeIfAbsent(field, f -> field(f, property.getValue(), name + "." + f));
        });
        return new TypeSchema(
                name,
                Form.OBJECT,
                fields,
                List.copyOf(fields.values()),
                null,
                List.of(),
                List.of(),
                isAtomic(schema),
                Extensions.says(schema, Extensions.PRESERVE));
    }

    private static boolean isAtomic(JsonNode schema) {
        return MapKind.parse(schema.path(Extensions.MAP_TYPE).asText("")) == MapKind.ATOMIC;
    }

    private static Field plain(String name, TypeRef type) {
        return new Field(name, type, false, null, Field.Wire.NONE, Field.Merge.NONE);
    }

    private Field field(String name, JsonNode schema, String path) {
        return new Field(
                name,
                ref(schema, path),
                false,
                schema.get("default"),
                Field.Wire.NONE,
                merge(schema),
                Extensions.says(schema, "nullable"));
    }

    private static Field.Merge merge(JsonNode schema) {
        List<String> keys = new ArrayList<>();
        schema.path(Extensions.LIST_KEYS).forEach(key -> keys.add(key.asText()));
        return new Field.Merge(
                ListKind.parse(Extensions.listType(schema)),
                keys,
                MapKind.parse(schema.path(Extensions.MAP_TYPE).asText("")),
                List.of(),
                "");
    }

    private TypeRef ref(JsonNode schema, String path) {
        if (Extensions.says(schema, Extensions.INT_OR_STRING)) {
            return new TypeRef.Named(INT_OR_STRING);
        }
        return switch (Extensions.type(schema)) {
            case "object" -> object(schema, path);
            case "array" -> new TypeRef.ListOf(ref(schema.path("items"), path + "[]"));
            case "string" -> new TypeRef.Scalar(TypeRef.Kind.STRING);
            case "boolean" -> new TypeRef.Scalar(TypeRef.Kind.BOOL);
            case "integer" -> new TypeRef.Scalar(TypeRef.Kind.INT64);
            case "number" -> new TypeRef.Scalar(TypeRef.Kind.FLOAT64);
            default -> new TypeRef.AnyJson();
        };
    }

    private TypeRef object(JsonNode schema, String path) {
        boolean embedded = Extensions.says(schema, Extensions.EMBEDDED);
        JsonNode values = schema.path("additionalProperties");
        if (!embedded && !schema.has("properties") && (values.isObject() || values.asBoolean(false))) {
            return new TypeRef.MapOf(values.isObject() ? ref(values, path + "{}") : new TypeRef.AnyJson());
        }
        boolean free = Extensions.says(schema, Extensions.PRESERVE) && !schema.has("properties");
        if (free && !embedded && !isAtomic(schema)) {
            return new TypeRef.AnyJson();
        }
        sources.put(path, new Source(schema, embedded));
        return new TypeRef.Named(path);
    }

    /** A schema of objects of which nothing is known but that they are objects of the API. */
    public static JsonNode anything() {
        return Json.object().put("type", "object").put(Extensions.PRESERVE, true);
    }
}
