package io.jubernetes.apimachinery.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.json.Json;
import io.jubernetes.apimachinery.schema.Field;
import io.jubernetes.apimachinery.schema.TypeRef;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Merges a list whose items have an identity: that of their merge key, or of themselves when they are scalars. */
final class ListMerge {

    /**
     * What a patch says about one list.
     *
     * @param patch items to merge in
     * @param delete scalars to take out
     * @param order the identities in their wanted order
     */
    record Directives(
            @Nullable ArrayNode patch,
            @Nullable ArrayNode delete,
            @Nullable ArrayNode order) {}

    /** An item of the result; {@code patched} once an item of the patch has gone into it. */
    private record Item(JsonNode identity, JsonNode value, boolean patched) {}

    private final StrategicMergePatch objects;

    ListMerge(StrategicMergePatch objects) {
        this.objects = objects;
    }

    ArrayNode merge(TypeRef element, Field field, ArrayNode existing, Directives directives) {
        String mergeKey = field.patchMergeKey();
        List<Item> items = new ArrayList<>();
        existing.forEach(value -> items.add(new Item(known(value, mergeKey), value, false)));
        List<JsonNode> serverOrder = items.stream().map(Item::identity).toList();
        if (directives.delete() != null) {
            directives.delete().forEach(gone -> items.removeIf(i -> i.identity().equals(gone)));
        }
        if (directives.patch() != null && mergeKey.isEmpty()) {
            directives.patch().forEach(value -> addScalar(items, value));
        } else if (directives.patch() != null) {
            patch(element, field, items, directives.patch());
        }
        List<Item> ordered = directives.order() == null
                ? items
                : ordered(items, identities(directives.order(), mergeKey), serverOrder);
        ArrayNode result = JsonNodeFactory.instance.arrayNode();
        ordered.forEach(i -> result.add(i.value()));
        return result;
    }

    /** Items already stored without a key stay as they are; each is its own identity. */
    private static JsonNode known(JsonNode value, String mergeKey) {
        JsonNode key = mergeKey.isEmpty() ? null : value.get(mergeKey);
        return key == null ? value : comparable(key);
    }

    private static JsonNode comparable(JsonNode identity) {
        return identity.isIntegralNumber() && identity.canConvertToLong()
                ? Json.integer(identity.longValue())
                : identity;
    }

    private static void addScalar(List<Item> items, JsonNode value) {
        if (items.stream().noneMatch(i -> i.identity().equals(value))) {
            items.add(new Item(value, value, true));
        }
    }

    private void patch(TypeRef element, Field field, List<Item> items, ArrayNode patch) {
        for (JsonNode change : patch) {
            if (StrategicMergePatch.directive(change).equals("replace")) {
                items.clear();
            }
        }
        for (JsonNode change : patch) {
            item(element, field, items, change);
        }
    }

    private void item(TypeRef element, Field field, List<Item> items, JsonNode change) {
        String mergeKey = field.patchMergeKey();
        if (!(change instanceof ObjectNode changes)) {
            throw StrategicMergePatch.invalid("a list merged by " + mergeKey + " holds objects only, not " + change);
        }
        String directive = StrategicMergePatch.directive(changes);
        if (directive.equals("replace") && changes.size() == 1) {
            return;
        }
        JsonNode identity = identity(changes, mergeKey);
        if (directive.equals("delete")) {
            items.removeIf(i -> i.identity().equals(identity));
            return;
        }
        int place = place(items, identity, changes, field.listMapKeys());
        ObjectNode target = place >= 0 && items.get(place).value() instanceof ObjectNode stored
                ? stored
                : JsonNodeFactory.instance.objectNode();
        Item merged = new Item(identity, objects.object(element, target, changes), true);
        if (place >= 0) {
            items.set(place, merged);
        } else {
            items.add(merged);
        }
    }

    /**
     * Where the item to merge into stands, or -1. Ports may share a number and differ in protocol: the one that agrees in all
     * keys of the list goes first, and none is merged into twice.
     */
    private static int place(List<Item> items, JsonNode identity, ObjectNode changes, List<String> keys) {
        int first = -1;
        for (int i = items.size() - 1; i >= 0; i--) {
            Item item = items.get(i);
            if (!item.patched() && item.identity().equals(identity)) {
                boolean agrees = keys.stream()
                        .allMatch(k -> !changes.has(k)
                                || changes.get(k).equals(item.value().get(k)));
                if (agrees && !keys.isEmpty()) {
                    return i;
                }
                first = i;
            }
        }
        return first;
    }

    private static JsonNode identity(JsonNode item, String mergeKey) {
        JsonNode identity = item.get(mergeKey);
        if (identity == null || identity.isNull()) {
            throw StrategicMergePatch.invalid("map: " + item + " does not contain declared merge key: " + mergeKey);
        }
        return comparable(identity);
    }

    private static List<JsonNode> identities(ArrayNode order, String mergeKey) {
        return order.valueStream()
                .map(item -> mergeKey.isEmpty() || !item.isObject() ? item : identity(item, mergeKey))
                .toList();
    }

    /**
     * The wanted order, with the items that only the server has put in before the first wanted item that stood behind them.
     */
    private static List<Item> ordered(List<Item> items, List<JsonNode> wanted, List<JsonNode> serverOrder) {
        Map<JsonNode, Integer> wantedPlace = places(wanted);
        Map<JsonNode, Integer> serverPlace = places(serverOrder);
        List<Item> patched = items.stream()
                .filter(i -> wantedPlace.containsKey(i.identity()))
                .sorted(Comparator.comparing(i -> wantedPlace.getOrDefault(i.identity(), 0)))
                .toList();
        List<Item> others = items.stream()
                .filter(i -> !wantedPlace.containsKey(i.identity()))
                .toList();
        List<Item> result = new ArrayList<>();
        int next = 0;
        for (Item item : patched) {
            while (next < others.size() && isBefore(serverPlace, others.get(next), item)) {
                result.add(others.get(next++));
            }
            result.add(item);
        }
        result.addAll(others.subList(next, others.size()));
        return result;
    }

    private static Map<JsonNode, Integer> places(List<JsonNode> order) {
        Map<JsonNode, Integer> places = new HashMap<>();
        order.forEach(i -> places.putIfAbsent(i, places.size()));
        return places;
    }

    private static boolean isBefore(Map<JsonNode, Integer> place, Item a, Item b) {
        Integer first = place.get(a.identity());
        Integer second = place.get(b.identity());
        return first != null && second != null && first < second;
    }
}
