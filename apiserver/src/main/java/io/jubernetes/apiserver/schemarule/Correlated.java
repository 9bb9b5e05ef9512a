package io.jubernetes.apiserver.schemarule;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A value and what it was before. */
final class Correlated {

    private final JsonNode value;
    private final JsonNode old;
    private final JsonNode schema;
    private @Nullable Boolean unchanged;
    private @Nullable Map<List<JsonNode>, JsonNode> byKeys;

    Correlated(JsonNode value, JsonNode old, JsonNode schema) {
        this.value = value;
        this.old = old;
        this.schema = schema;
    }

    boolean isUnchanged() {
        if (unchanged == null) {
            unchanged = compare();
        }
        return unchanged;
    }

    private boolean compare() {
        if (value.equals(old)) {
            return true;
        }
        if (value.size() != old.size() || !value.isContainerNode() || value.isArray() != old.isArray()) {
            return false;
        }
        // only the order of items with keys may differ, here or below
        if (value.isArray()) {
            for (int i = 0; i < value.size(); i++) {
                Correlated item = item(i);
                if (item == null || !item.isUnchanged()) {
                    return false;
                }
            }
            return true;
        }
        return value.propertyStream().allMatch(entry -> {
            Correlated field = field(entry.getKey());
            return field != null && field.isUnchanged();
        });
    }

    /** Null when it was not there before. */
    @Nullable
    Correlated field(String name) {
        JsonNode now = value.get(name);
        JsonNode before = old.get(name);
        JsonNode of = Keywords.property(schema, name);
        return now == null || before == null || of == null ? null : new Correlated(now, before, of);
    }

    /** Null when it cannot be told which it was before. */
    @Nullable
    Correlated item(int index) {
        if (!old.isArray() || !schema.path("items").isObject()) {
            return null;
        }
        JsonNode before = switch (Keywords.listType(schema)) {
            case "map" -> known().get(JsonList.keys(schema, value.get(index)));
            case "set", "atomic" -> null;
            default -> old.get(index);
        };
        return before == null ? null : new Correlated(value.get(index), before, schema.get("items"));
    }

    private Map<List<JsonNode>, JsonNode> known() {
        if (byKeys == null) {
            byKeys = new HashMap<>();
            for (JsonNode item : old) {
                byKeys.putIfAbsent(JsonList.keys(schema, item), item);
            }
        }
        return byKeys;
    }
}
