package io.jubernetes.apimachinery.fieldmanagement;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.json.Json;
import io.jubernetes.apimachinery.schema.ListKind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Lays a configuration over an object: what it speaks of is as it says, the rest stays. */
final class TypedMerge {

    private TypedMerge() {}

    /** @return a new tree, that may share parts with {@code live} */
    static JsonNode merge(Shape declared, @Nullable JsonNode live, JsonNode config) {
        if (live == null) {
            return config.deepCopy();
        }
        Shape shape = declared.of(live, config);
        if (shape.isLeaf() || Values.isEmpty(live) && Values.isEmpty(config)) {
            return config.deepCopy();
        }
        return switch (shape) {
            case Shape.Fields fields -> fields(fields, live, config);
            case Shape.Items items -> new Items(items, live, config).merge();
            case Shape.Scalar s -> config;
            case Shape.Free f -> config;
        };
    }

    private static ObjectNode fields(Shape.Fields fields, JsonNode live, JsonNode config) {
        ObjectNode merged = Json.object();
        live.properties().forEach(field -> merged.set(field.getKey(), field.getValue()));
        for (Map.Entry<String, JsonNode> field : config.properties()) {
            Shape child = fields.child(field.getKey());
            JsonNode before = live.get(field.getKey());
            merged.set(
                    field.getKey(),
                    child == null ? field.getValue().deepCopy() : merge(child, before, field.getValue()));
        }
        return merged;
    }

    /**
     * Two lists into one: the configuration's items in its order; items that only the object has stay before the same
     * neighbour as they were.
     *
     * <pre>
     *   object a x b y    configuration b a n    merged x b y a n
     * </pre>
     */
    private static final class Items {

        private final Shape.Items shape;
        private final Map<PathElement, List<JsonNode>> live;
        private final Map<PathElement, List<JsonNode>> config;
        private final Deque<Item> left = new ArrayDeque<>();
        private final ArrayNode merged;

        private record Item(PathElement key, JsonNode value) {}

        Items(Shape.Items shape, JsonNode live, JsonNode config) {
            this.shape = shape;
            this.live = ItemKey.index(shape, live);
            this.config = ItemKey.index(shape, config);
            live.forEach(value -> left.add(new Item(ItemKey.of(shape, value), value)));
            this.merged = Json.mapper().createArrayNode();
        }

        JsonNode merge() {
            List<PathElement> wanted = new ArrayList<>(config.keySet());
            Deque<PathElement> shared = new ArrayDeque<>(wanted);
            shared.removeIf(key -> !live.containsKey(key));
            for (PathElement key : wanted) {
                keepUpTo(shared.peek());
                if (key.equals(shared.peek())) {
                    shared.remove();
                    if (!left.isEmpty() && left.element().key().equals(key)) {
                        left.remove();
                    }
                }
                add(key);
            }
            keepUpTo(null);
            return merged;
        }

        /** What only the object has, up to the next item that both have. */
        private void keepUpTo(@Nullable PathElement next) {
            while (!left.isEmpty() && !left.element().key().equals(next)) {
                Item item = left.remove();
                if (!config.containsKey(item.key())) {
                    merged.add(item.value());
                }
            }
        }

        private void add(PathElement key) {
            JsonNode wanted = config.getOrDefault(key, List.of()).getFirst();
            List<JsonNode> present = live.getOrDefault(key, List.of());
            JsonNode before = present.size() == 1 ? present.getFirst() : null;
            merged.add(shape.kind() == ListKind.SET ? wanted : TypedMerge.merge(shape.element(), before, wanted));
        }
    }
}
