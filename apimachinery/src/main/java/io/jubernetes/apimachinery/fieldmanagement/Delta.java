package io.jubernetes.apimachinery.fieldmanagement;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.jubernetes.apimachinery.fieldmanagement.FieldSet.Level;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What differs between two states of a value. Values that are owned as a whole are compared as a whole.
 *
 * @param self what became of the value itself
 */
record Delta(Change self, FieldSet added, FieldSet modified, FieldSet removed) {

    private static final Delta NONE = whole(Change.NONE);
    private static final Delta ADDED = whole(Change.ADDED);
    private static final Delta MODIFIED = whole(Change.MODIFIED);
    private static final Delta REMOVED = whole(Change.REMOVED);

    /** What became of a path. */
    enum Change {
        NONE,
        ADDED,
        MODIFIED,
        REMOVED
    }

    boolean isNone() {
        return self == Change.NONE && added.isEmpty() && modified.isEmpty() && removed.isEmpty();
    }

    /** The paths that somebody has to own now. */
    FieldSet taken() {
        return added.union(modified);
    }

    Delta filter(FieldScope scope) {
        return new Delta(self, scope.filter(added), scope.filter(modified), scope.filter(removed));
    }

    /** @throws IllegalArgumentException when a list has items that cannot be told apart by what the schema says */
    static Delta between(Shape declared, @Nullable JsonNode before, @Nullable JsonNode after) {
        Shape shape = declared.of(before, after);
        if (shape.isLeaf() || Values.isEmpty(before) && Values.isEmpty(after)) {
            return whole(before, after);
        }
        Parts parts = new Parts();
        switch (shape) {
            case Shape.Fields fields -> parts.fields(fields, before, after);
            case Shape.Items items -> parts.items(items, before, after);
            case Shape.Scalar s -> {}
            case Shape.Free f -> {}
        }
        Change self = before == null ? Change.ADDED : after == null ? Change.REMOVED : Change.NONE;
        return parts.delta(self);
    }

    private static Delta whole(Change self) {
        return new Delta(self, FieldSet.EMPTY, FieldSet.EMPTY, FieldSet.EMPTY);
    }

    private static Delta whole(@Nullable JsonNode before, @Nullable JsonNode after) {
        if (before == null) {
            return after == null ? NONE : ADDED;
        }
        boolean same = after != null && (Values.same(before, after) || Values.isEmpty(before) && Values.isEmpty(after));
        return after == null ? REMOVED : same ? NONE : MODIFIED;
    }

    /** The differences of one level; nothing is made for what is the same. */
    private static final class Parts {

        private final Level added = new Level();
        private final Level modified = new Level();
        private final Level removed = new Level();

        Delta delta(Change self) {
            return new Delta(self, added.build(), modified.build(), removed.build());
        }

        private void add(PathElement element, Delta delta) {
            added.add(element, delta.self() == Change.ADDED, delta.added());
            modified.add(element, delta.self() == Change.MODIFIED, delta.modified());
            removed.add(element, delta.self() == Change.REMOVED, delta.removed());
        }

        private void fields(Shape.Fields fields, @Nullable JsonNode before, @Nullable JsonNode after) {
            if (after != null) {
                for (Map.Entry<String, JsonNode> field : after.properties()) {
                    String name = field.getKey();
                    field(fields, name, before == null ? null : value(fields, before, name), field.getValue());
                }
            }
            if (before != null) {
                for (Map.Entry<String, JsonNode> field : before.properties()) {
                    if (after == null || !after.has(field.getKey())) {
                        String name = field.getKey();
                        field(fields, name, field.getValue(), after == null ? null : value(fields, after, name));
                    }
                }
            }
        }

        private static @Nullable JsonNode value(Shape.Fields fields, JsonNode object, String name) {
            JsonNode value = object.get(name);
            return value == null && fields.implies(name) ? NullNode.getInstance() : value;
        }

        private void field(Shape.Fields fields, String name, @Nullable JsonNode before, @Nullable JsonNode after) {
            Shape child = fields.child(name);
            Delta delta = child == null ? NONE : between(child, before, after);
            if (!delta.isNone()) {
                add(PathElement.field(name), delta);
            }
        }

        private void items(Shape.Items items, @Nullable JsonNode before, @Nullable JsonNode after) {
            Map<PathElement, List<JsonNode>> was = index(items, before);
            Map<PathElement, List<JsonNode>> is = index(items, after);
            is.forEach((key, now) -> item(items, key, was.getOrDefault(key, List.of()), now));
            was.forEach((key, then) -> {
                if (!is.containsKey(key)) {
                    item(items, key, then, List.of());
                }
            });
        }

        private static Map<PathElement, List<JsonNode>> index(Shape.Items items, @Nullable JsonNode list) {
            return list == null ? new LinkedHashMap<>() : ItemKey.index(items, list);
        }

        /** Items that are not told apart count as one undivided value. */
        private void item(Shape.Items items, PathElement key, List<JsonNode> before, List<JsonNode> after) {
            if (before.size() > 1 || after.size() > 1) {
                add(key, crowd(items, before, after));
                return;
            }
            Delta delta = between(
                    items.element(),
                    before.isEmpty() ? null : before.getFirst(),
                    after.isEmpty() ? null : after.getFirst());
            if (!delta.isNone()) {
                add(key, delta);
            }
        }

        private static Delta crowd(Shape.Items items, List<JsonNode> before, List<JsonNode> after) {
            if (before.size() > 1 && after.size() > 1) {
                return before.equals(after) ? NONE : MODIFIED;
            }
            if (before.size() > 1) {
                Delta last = after.isEmpty() ? NONE : between(items.element(), null, after.getFirst());
                return new Delta(Change.REMOVED, last.added(), FieldSet.EMPTY, FieldSet.EMPTY);
            }
            Delta first = before.isEmpty() ? NONE : between(items.element(), before.getFirst(), null);
            return new Delta(Change.ADDED, FieldSet.EMPTY, FieldSet.EMPTY, first.removed());
        }
    }
}
