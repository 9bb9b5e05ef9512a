package io.jubernetes.apimachinery.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.json.Json;
import io.jubernetes.apimachinery.schema.Field;
import io.jubernetes.apimachinery.schema.Schema;
import io.jubernetes.apimachinery.schema.TypeRef;
import io.jubernetes.apimachinery.schema.TypeSchema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What client-side apply wants an object to become: what was applied last time and is no longer wanted goes, what is wanted
 * comes, and what others have put into the object stays. Lists with a merge key are merged item by item.
 */
public final class ThreeWayMerge {

    private final Schema schema;

    private ThreeWayMerge(Schema schema) {
        this.schema = schema;
    }

    /**
     * The wanted object; no argument is changed. With {@link MergePatch#create} from {@code current} it becomes a patch.
     *
     * @param typeName the object's type in the schema, or null when it is unknown: then lists are replaced
     * @param last what was applied last time; empty when nothing was
     * @param modified what is applied now
     */
    public static ObjectNode merge(
            Schema schema, @Nullable String typeName, ObjectNode last, ObjectNode current, ObjectNode modified) {
        TypeRef type = typeName == null ? new TypeRef.AnyJson() : new TypeRef.Named(typeName);
        return new ThreeWayMerge(schema).object(type, last, current, modified);
    }

    private ObjectNode object(TypeRef type, JsonNode last, ObjectNode current, ObjectNode modified) {
        ObjectNode result = current.deepCopy();
        last.fieldNames().forEachRemaining(name -> {
            if (!modified.has(name)) {
                result.remove(name);
            }
        });
        for (Map.Entry<String, JsonNode> entry : modified.properties()) {
            String name = entry.getKey();
            if (entry.getValue().isNull()) {
                result.remove(name);
            } else {
                result.set(name, child(type, name, last.path(name), current.path(name), entry.getValue()));
            }
        }
        return result;
    }

    private JsonNode child(TypeRef type, String name, JsonNode last, JsonNode current, JsonNode modified) {
        TypeSchema structure = schema.structure(type);
        Field field = structure == null ? null : structure.fields().get(name);
        TypeRef child = field != null
                ? field.type()
                : schema.resolve(type) instanceof TypeRef.MapOf map ? map.value() : new TypeRef.AnyJson();
        if (current instanceof ObjectNode before && modified instanceof ObjectNode after) {
            return object(child, last, before, after);
        }
        if (field != null
                && field.patchStrategy().contains("merge")
                && current instanceof ArrayNode before
                && modified instanceof ArrayNode after) {
            TypeRef element = schema.resolve(child) instanceof TypeRef.ListOf list ? list.element() : child;
            return list(element, keys(field), List.of(last, before, after));
        }
        return modified.deepCopy();
    }

    /** The keys that tell items apart: ports of one number differ in protocol. */
    private static List<String> keys(Field field) {
        return field.listMapKeys().contains(field.patchMergeKey())
                ? field.listMapKeys()
                : field.patchMergeKey().isEmpty() ? List.of() : List.of(field.patchMergeKey());
    }

    /** @param versions the list as applied last, as it is, and as applied now */
    private ArrayNode list(TypeRef element, List<String> keys, List<JsonNode> versions) {
        Map<List<JsonNode>, JsonNode> last = byIdentity(keys, versions.get(0));
        Map<List<JsonNode>, JsonNode> current = byIdentity(keys, versions.get(1));
        Map<List<JsonNode>, JsonNode> modified = byIdentity(keys, versions.get(2));
        ArrayNode result = Json.object().arrayNode();
        modified.forEach((identity, item) -> {
            if (item instanceof ObjectNode after && current.get(identity) instanceof ObjectNode before) {
                result.add(object(element, last.getOrDefault(identity, Json.object()), before, after));
            } else {
                result.add(item.deepCopy());
            }
        });
        current.forEach((identity, item) -> {
            if (!modified.containsKey(identity) && !last.containsKey(identity)) {
                result.add(item.deepCopy());
            }
        });
        return result;
    }

    private static Map<List<JsonNode>, JsonNode> byIdentity(List<String> keys, JsonNode list) {
        Map<List<JsonNode>, JsonNode> items = new LinkedHashMap<>();
        list.forEach(item -> items.put(identity(keys, item), item));
        return items;
    }

    /** A protocol that is not written is TCP; no other key of a merged list has a default. */
    private static List<JsonNode> identity(List<String> keys, JsonNode item) {
        if (keys.isEmpty() || !item.isObject()) {
            return List.of(item);
        }
        List<JsonNode> identity = new ArrayList<>();
        for (String key : keys) {
            JsonNode value = item.get(key);
            identity.add(value != null ? value : Json.object().textNode(key.equals("protocol") ? "TCP" : ""));
        }
        return identity;
    }
}
