package io.jubernetes.cli.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.json.Json;
import io.jubernetes.apimachinery.schema.Field;
import io.jubernetes.apimachinery.schema.TypeRef;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The part of a strategic merge patch for a list whose items have an identity. */
final class ListPatch {

    /** The list as it was written before (perhaps missing), is written now, and is on the server. */
    record Versions(JsonNode original, ArrayNode modified, ArrayNode current) {}

    private final ThreeWayPatch objects;

    ListPatch(ThreeWayPatch objects) {
        this.objects = objects;
    }

    void add(TypeRef element, Field field, Versions versions, ObjectNode patch) {
        if (field.patchMergeKey().isEmpty()) {
            scalars(field.name(), versions, patch);
        } else if (versions.modified().valueStream().allMatch(i -> i.has(field.patchMergeKey()))) {
            items(element, field, versions, patch);
        } else if (!versions.modified().equals(versions.current())) {
            // an item without its key cannot be merged; the server says what is wrong with it
            patch.set(field.name(), versions.modified().deepCopy());
        }
    }

    private static void scalars(String name, Versions versions, ObjectNode patch) {
        ArrayNode added = Json.mapper().createArrayNode();
        versions.modified().forEach(value -> {
            if (!contains(versions.current(), value)) {
                added.add(value);
            }
        });
        ArrayNode removed = Json.mapper().createArrayNode();
        versions.original().forEach(value -> {
            if (!contains(versions.modified(), value) && contains(versions.current(), value)) {
                removed.add(value);
            }
        });
        if (!removed.isEmpty()) {
            patch.set("$deleteFromPrimitiveList/" + name, removed);
        }
        if (!added.isEmpty()) {
            patch.set(name, added);
        }
        if (!removed.isEmpty() || !added.isEmpty()) {
            patch.set("$setElementOrder/" + name, versions.modified().deepCopy());
        }
    }

    private static boolean contains(JsonNode list, JsonNode value) {
        return list.valueStream().anyMatch(value::equals);
    }

    private void items(TypeRef element, Field field, Versions versions, ObjectNode patch) {
        String key = field.patchMergeKey();
        ArrayNode changes = Json.mapper().createArrayNode();
        for (JsonNode wanted : versions.modified()) {
            change(element, field, versions, (ObjectNode) wanted, changes);
        }
        for (JsonNode before : versions.original()) {
            boolean gone = match(versions.modified(), before, field) == null;
            if (gone && match(versions.current(), before, field) != null) {
                ObjectNode removal = Json.object().put("$patch", "delete");
                removal.set(key, before.path(key));
                changes.add(removal);
            }
        }
        if (changes.isEmpty()
                && order(versions.current(), versions.modified(), field).equals(keys(versions.modified(), key))) {
            return;
        }
        if (!changes.isEmpty()) {
            patch.set(field.name(), changes);
        }
        ArrayNode order = patch.putArray("$setElementOrder/" + field.name());
        keys(versions.modified(), key).forEach(value -> order.addObject().set(key, value));
    }

    private void change(TypeRef element, Field field, Versions versions, ObjectNode wanted, ArrayNode changes) {
        JsonNode live = match(versions.current(), wanted, field);
        if (!(live instanceof ObjectNode liveItem)) {
            changes.add(wanted.deepCopy());
            return;
        }
        JsonNode before = match(versions.original(), wanted, field);
        ObjectNode inner = objects.object(element, before == null ? Json.object() : before, wanted, liveItem);
        if (inner.isEmpty()) {
            return;
        }
        inner.set(field.patchMergeKey(), wanted.path(field.patchMergeKey()));
        // ports of one number are told apart by their protocol
        field.listMapKeys().stream().filter(wanted::has).forEach(k -> inner.set(k, wanted.path(k)));
        changes.add(inner);
    }

    /** The item with the same identity; of several, the one that agrees in all keys of the list. */
    private static @Nullable JsonNode match(JsonNode list, JsonNode item, Field field) {
        JsonNode first = null;
        for (JsonNode candidate : list) {
            if (candidate.path(field.patchMergeKey()).equals(item.path(field.patchMergeKey()))) {
                boolean agrees = field.listMapKeys().stream()
                        .allMatch(k -> !item.has(k)
                                || !candidate.has(k)
                                || item.path(k).equals(candidate.path(k)));
                if (agrees) {
                    return candidate;
                }
                first = first == null && field.listMapKeys().isEmpty() ? candidate : first;
            }
        }
        return first;
    }

    private static List<JsonNode> keys(JsonNode list, String key) {
        return list.valueStream().map(item -> item.path(key)).toList();
    }

    /** The keys of the live items that are wanted, in the server's order. */
    private static List<JsonNode> order(ArrayNode current, ArrayNode modified, Field field) {
        List<JsonNode> order = new ArrayList<>();
        for (JsonNode item : current) {
            if (match(modified, item, field) != null) {
                order.add(item.path(field.patchMergeKey()));
            }
        }
        return order;
    }
}
