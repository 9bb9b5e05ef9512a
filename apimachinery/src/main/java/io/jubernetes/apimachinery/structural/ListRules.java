package io.jubernetes.apimachinery.structural;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.error.StatusCause;
import io.jubernetes.apimachinery.json.Json;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** No item of a set or of a list with keys stands in it twice, and embedded objects are objects of the API. */
final class ListRules {

    private final List<StatusCause> causes = new ArrayList<>();

    private ListRules() {}

    static List<StatusCause> validate(JsonNode schema, JsonNode value) {
        ListRules walk = new ListRules();
        walk.value("", schema, value);
        return walk.causes;
    }

    private void value(String path, JsonNode schema, JsonNode value) {
        if (value.isArray() && schema.path("items").isObject()) {
            distinct(path, schema, value);
            for (int i = 0; i < value.size(); i++) {
                value(path + "[" + i + "]", schema.get("items"), value.get(i));
            }
        } else if (value instanceof ObjectNode object) {
            if (Extensions.says(schema, Extensions.EMBEDDED)) {
                embedded(path, object);
            }
            JsonNode declared = schema.path("properties");
            JsonNode others = schema.path("additionalProperties");
            object.properties().forEach(field -> {
                JsonNode own = declared.path(field.getKey());
                value(ValueRules.child(path, field.getKey()), own.isObject() ? own : others, field.getValue());
            });
        }
    }

    private void distinct(String path, JsonNode schema, JsonNode list) {
        String type = Extensions.listType(schema);
        if (!type.equals("set") && !type.equals("map")) {
            return;
        }
        Set<Object> seen = new HashSet<>();
        for (int i = 0; i < list.size(); i++) {
            JsonNode item = list.get(i);
            boolean fresh = seen.add(type.equals("set") ? item : Correlation.keys(schema, item));
            if (!fresh) {
                causes.add(Causes.duplicate(path + "[" + i + "]", type.equals("set") ? item : shown(schema, item)));
            }
        }
    }

    private static JsonNode shown(JsonNode schema, JsonNode item) {
        ObjectNode keys = Json.object();
        List<JsonNode> values = Correlation.keys(schema, item);
        int i = 0;
        for (JsonNode key : schema.path(Extensions.LIST_KEYS)) {
            JsonNode value = values.get(i++);
            if (!value.isMissingNode()) {
                keys.set(key.asText(), value);
            }
        }
        return keys;
    }

    private void embedded(String path, ObjectNode object) {
        for (String field : new String[] {"apiVersion", "kind"}) {
            if (object.path(field).asText("").isEmpty()) {
                causes.add(Causes.required(ValueRules.child(path, field), "must not be empty"));
            }
        }
    }
}
