package io.jubernetes.apimachinery.fieldmanagement;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.json.Json;
import java.util.Map;

/** Takes paths out of a value. */
final class Removal {

    private Removal() {}

    /** @return the value itself when nothing is taken out, else a new one; null in JSON when nothing is left */
    static JsonNode remove(Shape declared, JsonNode value, FieldSet paths) {
        Shape shape = declared.of(value, null);
        if (paths.isEmpty() || !value.isContainerNode() || value.isEmpty()) {
            return value;
        }
        if (shape.isLeaf()) {
            return NullNode.getInstance();
        }
        JsonNode left = switch (shape) {
            case Shape.Fields fields -> fields(fields, value, paths);
            case Shape.Items items -> items(items, value, paths);
            case Shape.Scalar s -> value;
            case Shape.Free f -> value;
        };
        return left.isEmpty() ? NullNode.getInstance() : left;
    }

    private static JsonNode fields(Shape.Fields fields, JsonNode value, FieldSet paths) {
        ObjectNode left = Json.object();
        for (Map.Entry<String, JsonNode> field : value.properties()) {
            PathElement element = PathElement.field(field.getKey());
            if (!paths.has(element)) {
                Shape child = fields.child(field.getKey());
                left.set(
                        field.getKey(),
                        child == null ? field.getValue() : remove(child, field.getValue(), paths.below(element)));
            }
        }
        return left;
    }

    private static JsonNode items(Shape.Items items, JsonNode list, FieldSet paths) {
        ArrayNode left = Json.mapper().createArrayNode();
        for (JsonNode item : list) {
            PathElement element = ItemKey.of(items, item);
            if (!paths.has(element)) {
                JsonNode rest = remove(items.element(), item, paths.below(element));
                left.add(items.keys().isEmpty() ? rest : withKeys(items, item, rest));
            }
        }
        return left;
    }

    /** An item that stays can still be told from the others, whatever is taken out of it. */
    private static JsonNode withKeys(Shape.Items items, JsonNode item, JsonNode rest) {
        if (item.equals(rest)) {
            return rest;
        }
        ObjectNode kept = rest instanceof ObjectNode object ? object : Json.object();
        for (String key : items.keys()) {
            if (item.has(key)) {
                kept.set(key, item.get(key));
            }
        }
        return kept;
    }
}
