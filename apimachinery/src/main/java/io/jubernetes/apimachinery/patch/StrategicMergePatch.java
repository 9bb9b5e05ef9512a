package io.jubernetes.apimachinery.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.apimachinery.schema.Field;
import io.jubernetes.apimachinery.schema.Schema;
import io.jubernetes.apimachinery.schema.TypeRef;
import io.jubernetes.apimachinery.schema.TypeSchema;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Strategic merge patch: a merge patch that knows from the schema how lists are merged, with directives.
 *
 * <p>{@code $patch: replace|delete|merge} in an object or a list's item, {@code $retainKeys} in an object,
 * {@code $deleteFromPrimitiveList/x} and {@code $setElementOrder/x} beside the list {@code x}.
 */
public final class StrategicMergePatch {

    static final String PATCH = "$patch";
    static final String RETAIN_KEYS = "$retainKeys";
    static final String DELETE_PREFIX = "$deleteFromPrimitiveList/";
    static final String ORDER_PREFIX = "$setElementOrder/";

    private final Schema schema;
    private final ListMerge lists = new ListMerge(this);

    private StrategicMergePatch(Schema schema) {
        this.schema = schema;
    }

    /**
     * The patched object; neither argument is changed.
     *
     * @param typeName the type of the object in the schema
     * @throws ApiException BadRequest when the patch is none
     */
    public static ObjectNode apply(Schema schema, String typeName, ObjectNode original, JsonNode patch) {
        if (!(patch instanceof ObjectNode changes)) {
            throw ApiException.badRequest("a strategic merge patch must be a JSON object");
        }
        return new StrategicMergePatch(schema).object(new TypeRef.Named(typeName), original.deepCopy(), changes);
    }

    /** Merges into {@code original} and gives it, or gives what stands in its place. */
    ObjectNode object(TypeRef type, ObjectNode original, ObjectNode patch) {
        ObjectNode target = original;
        switch (directive(patch)) {
            case "replace" -> target = JsonNodeFactory.instance.objectNode();
            case "delete" -> {
                return JsonNodeFactory.instance.objectNode();
            }
            case "merge", "" -> {}
            default -> throw invalid("unknown " + PATCH + " directive " + patch.get(PATCH));
        }
        retainKeys(target, patch);
        Set<String> ordered = new HashSet<>();
        for (Map.Entry<String, JsonNode> entry : patch.properties()) {
            field(type, target, patch, entry, ordered);
        }
        return target;
    }

    private void field(
            TypeRef type, ObjectNode target, ObjectNode patch, Map.Entry<String, JsonNode> entry, Set<String> done) {
        String key = entry.getKey();
        if (key.startsWith(DELETE_PREFIX)) {
            list(type, target, patch, key.substring(DELETE_PREFIX.length()), done);
        } else if (key.startsWith(ORDER_PREFIX)) {
            list(type, target, patch, key.substring(ORDER_PREFIX.length()), done);
        } else if (key.equals(PATCH) || key.equals(RETAIN_KEYS)) {
            return;
        } else if (entry.getValue().isArray()) {
            list(type, target, patch, key, done);
        } else {
            single(type, target, key, entry.getValue());
        }
    }

    private void single(TypeRef type, ObjectNode target, String key, JsonNode value) {
        if (value.isNull()) {
            target.remove(key);
        } else if (value instanceof ObjectNode patch) {
            Field field = field(type, key);
            boolean replaces = field != null && field.patchStrategy().contains("replace");
            ObjectNode existing = target.get(key) instanceof ObjectNode object && !replaces
                    ? object
                    : JsonNodeFactory.instance.objectNode();
            target.set(key, object(childType(type, key), existing, patch));
        } else {
            target.set(key, value);
        }
    }

    private void list(TypeRef type, ObjectNode target, ObjectNode patch, String key, Set<String> done) {
        if (!done.add(key) || patch.path(key).isNull()) {
            return;
        }
        ListMerge.Directives directives = new ListMerge.Directives(
                array(patch, key), array(patch, DELETE_PREFIX + key), array(patch, ORDER_PREFIX + key));
        Field field = field(type, key);
        boolean merges = field != null && field.patchStrategy().contains("merge");
        ArrayNode existing = target.get(key) instanceof ArrayNode array ? array : JsonNodeFactory.instance.arrayNode();
        TypeRef element = schema.resolve(childType(type, key)) instanceof TypeRef.ListOf list
                ? list.element()
                : new TypeRef.AnyJson();
        if (!merges || field == null) {
            if (directives.patch() != null) {
                target.set(key, directives.patch().deepCopy());
            }
            return;
        }
        target.set(key, lists.merge(element, field, existing, directives));
    }

    private static @Nullable ArrayNode array(ObjectNode patch, String key) {
        JsonNode value = patch.get(key);
        if (value == null || value.isNull()) {
            return null;
        }
        if (value instanceof ArrayNode array) {
            return array;
        }
        throw invalid(key + " must be a list");
    }

    private static void retainKeys(ObjectNode target, ObjectNode patch) {
        if (!patch.has(RETAIN_KEYS)) {
            return;
        }
        Set<String> retained = new HashSet<>();
        ArrayNode listed = array(patch, RETAIN_KEYS);
        if (listed != null) {
            listed.forEach(k -> retained.add(k.asText()));
        }
        patch.properties().forEach(e -> {
            if (!e.getKey().startsWith("$") && !e.getValue().isNull() && !retained.contains(e.getKey())) {
                throw invalid("the key " + e.getKey() + " is in the patch but not in " + RETAIN_KEYS);
            }
        });
        target.properties().removeIf(e -> !retained.contains(e.getKey()));
    }

    static String directive(JsonNode patch) {
        JsonNode directive = patch.get(PATCH);
        if (directive == null) {
            return "";
        }
        if (!directive.isTextual()) {
            throw invalid("the " + PATCH + " directive must be a string");
        }
        return directive.textValue();
    }

    private @Nullable Field field(TypeRef type, String key) {
        TypeSchema structure = schema.structure(type);
        return structure == null ? null : structure.fields().get(key);
    }

    private TypeRef childType(TypeRef type, String key) {
        return switch (schema.resolve(type)) {
            case TypeRef.MapOf map -> map.value();
            case TypeRef.Named named -> {
                Field field = field(named, key);
                yield field == null ? new TypeRef.AnyJson() : field.type();
            }
            default -> new TypeRef.AnyJson();
        };
    }

    static ApiException invalid(String why) {
        return ApiException.badRequest("invalid strategic merge patch: " + why);
    }
}
