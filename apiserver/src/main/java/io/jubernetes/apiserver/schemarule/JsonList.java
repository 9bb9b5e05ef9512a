package io.jubernetes.apiserver.schemarule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.jubernetes.apiserver.cel.value.ListValue;
import io.jubernetes.apiserver.cel.value.Values;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A list of a tree. Sets, and lists whose items have keys, are the same in any order, and their union has no item twice. */
record JsonList(ArrayNode node, JsonNode schema) implements ListValue {

    @Override
    public int size() {
        return node.size();
    }

    @Override
    public Object at(int index) {
        return SchemaValues.of(node.get(index), schema.get("items"));
    }

    @Override
    public boolean isSameAs(ListValue other) {
        String type = Keywords.listType(schema);
        if (!(other instanceof JsonList list) || !type.equals("set") && !type.equals("map")) {
            return ListValue.super.isSameAs(other);
        }
        if (size() != list.size()) {
            return false;
        }
        return type.equals("set") ? sameSet(list) : sameItems(list);
    }

    private boolean sameSet(JsonList other) {
        Set<JsonNode> own = new HashSet<>();
        node.forEach(own::add);
        return other.node.valueStream().allMatch(own::contains);
    }

    private boolean sameItems(JsonList other) {
        Map<List<JsonNode>, Integer> own = positions();
        for (int i = 0; i < other.size(); i++) {
            Integer position = own.get(keys(schema, other.node.get(i)));
            if (position == null || !Values.equal(at(position), other.at(i))) {
                return false;
            }
        }
        return true;
    }

    private Map<List<JsonNode>, Integer> positions() {
        Map<List<JsonNode>, Integer> positions = new HashMap<>();
        for (int i = 0; i < size(); i++) {
            positions.put(keys(schema, node.get(i)), i);
        }
        return positions;
    }

    /** What an item is known by. */
    static List<JsonNode> keys(JsonNode schema, JsonNode item) {
        List<JsonNode> keys = new ArrayList<>();
        Keywords.listKeys(schema).forEach(key -> keys.add(item.path(key.asText())));
        return keys;
    }

    @Override
    public ListValue plus(ListValue other) {
        String type = Keywords.listType(schema);
        if (!(other instanceof JsonList list) || !type.equals("set") && !type.equals("map")) {
            return ListValue.super.plus(other);
        }
        ArrayNode both = node.arrayNode(size() + list.size());
        both.addAll(node);
        Map<List<JsonNode>, Integer> known = type.equals("map") ? positions() : Map.of();
        Set<JsonNode> items = new HashSet<>();
        node.forEach(items::add);
        for (JsonNode item : list.node) {
            Integer position = known.get(keys(schema, item));
            if (position != null) {
                both.set(position, item);
            } else if (type.equals("map") || items.add(item)) {
                both.add(item);
            }
        }
        return new JsonList(both, schema);
    }
}
