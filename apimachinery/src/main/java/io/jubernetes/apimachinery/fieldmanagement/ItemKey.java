package io.jubernetes.apimachinery.fieldmanagement;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.json.Json;
import io.jubernetes.apimachinery.schema.ListKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tells the items of sets and keyed lists apart. */
final class ItemKey {

    private ItemKey() {}

    /** @throws IllegalArgumentException when the item has nothing by which to tell it */
    static PathElement of(Shape.Items items, JsonNode item) {
        return items.kind() == ListKind.MAP ? byKeys(items, item) : byValue(item);
    }

    private static PathElement byKeys(Shape.Items items, JsonNode item) {
        if (!item.isObject()) {
            throw new IllegalArgumentException("associative list with keys may not have "
                    + (item.isNull() ? "a null element" : "non-map elements"));
        }
        ObjectNode keys = Json.object();
        for (String key : items.keys()) {
            JsonNode value =
                    item.hasNonNull(key) ? item.get(key) : items.defaults().get(key);
            if (value != null) {
                keys.set(key, value);
            }
        }
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("associative list with keys has an element that omits all key fields [\""
                    + String.join("\" \"", items.keys())
                    + "\"] (and doesn't have default values for any key fields)");
        }
        return PathElement.key(keys);
    }

    private static PathElement byValue(JsonNode item) {
        return switch (item.getNodeType()) {
            case OBJECT ->
                throw new IllegalArgumentException("associative list without keys has an element that's a map type");
            case ARRAY -> throw new IllegalArgumentException("not supported: associative list with lists as elements");
            case NULL ->
                throw new IllegalArgumentException(
                        "associative list without keys has an element that's an explicit null");
            default -> PathElement.value(item);
        };
    }

    /** The items of a list by what tells them apart, in order; several when they are not told apart. */
    static Map<PathElement, List<JsonNode>> index(Shape.Items items, Iterable<JsonNode> list) {
        Map<PathElement, List<JsonNode>> index = new LinkedHashMap<>();
        for (JsonNode item : list) {
            index.computeIfAbsent(of(items, item), key -> new ArrayList<>(1)).add(item);
        }
        return index;
    }
}
