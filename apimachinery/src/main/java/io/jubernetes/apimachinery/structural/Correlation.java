package io.jubernetes.apimachinery.structural;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which item of a list's earlier state an item of the list is. */
final class Correlation {

    private final JsonNode schema;
    private final JsonNode list;
    private final @Nullable JsonNode previous;
    private @Nullable Map<List<JsonNode>, JsonNode> byKeys;

    Correlation(JsonNode schema, JsonNode list, @Nullable JsonNode previous) {
        this.schema = schema;
        this.list = list;
        this.previous = previous != null && previous.isArray() ? previous : null;
    }

    /** The earlier state of an item; null when there was none or it cannot be told. */
    @Nullable
    JsonNode of(int index) {
        if (previous == null) {
            return null;
        }
        return switch (Extensions.listType(schema)) {
            case "map" -> known(previous).get(keys(list.get(index)));
            case "set", "atomic" -> null;
            default -> previous.get(index);
        };
    }

    private Map<List<JsonNode>, JsonNode> known(JsonNode before) {
        if (byKeys == null) {
            byKeys = new HashMap<>();
            for (JsonNode item : before) {
                byKeys.putIfAbsent(keys(item), item);
            }
        }
        return byKeys;
    }

    private List<JsonNode> keys(JsonNode item) {
        return keys(schema, item);
    }

    /** The values by which the items of a list with keys are told apart. */
    static List<JsonNode> keys(JsonNode schema, JsonNode item) {
        List<JsonNode> keys = new ArrayList<>();
        for (JsonNode key : schema.path(Extensions.LIST_KEYS)) {
            JsonNode value = item.path(key.asText());
            keys.add(
                    value.isMissingNode()
                            ? schema.at("/items/properties").path(key.asText()).path("default")
                            : value);
        }
        return keys;
    }
}
