package io.jubernetes.apimachinery.fieldmanagement;

import com.fasterxml.jackson.databind.JsonNode;
import io.jubernetes.apimachinery.fieldmanagement.FieldSet.Entry;
import io.jubernetes.apimachinery.fieldmanagement.FieldSet.Level;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The set of fields that a configuration speaks of, and so claims. */
final class OwnedFields {

    private OwnedFields() {}

    /** The paths of all scalars and other undivided values, of list items, map entries and what is there but empty. */
    static FieldSet of(Shape declared, JsonNode value) {
        Shape shape = declared.of(value, null);
        if (shape.isLeaf() || !value.isContainerNode()) {
            return FieldSet.EMPTY;
        }
        Level level = new Level();
        switch (shape) {
            case Shape.Fields fields -> fields(fields, value, level);
            case Shape.Items items -> items(items, value, level);
            case Shape.Scalar s -> {}
            case Shape.Free f -> {}
        }
        return level.build();
    }

    private static void fields(Shape.Fields fields, JsonNode value, Level level) {
        for (Map.Entry<String, JsonNode> field : value.properties()) {
            Shape child = fields.child(field.getKey());
            if (child != null) {
                boolean whole = child.of(field.getValue(), null).isLeaf()
                        || !fields.declares(field.getKey())
                        || isBlank(field.getValue());
                level.add(PathElement.field(field.getKey()), whole, of(child, field.getValue()));
            }
        }
    }

    private static boolean isBlank(JsonNode value) {
        return value.isNull() || value.isObject() && value.isEmpty();
    }

    private static void items(Shape.Items items, JsonNode list, Level level) {
        for (Map.Entry<PathElement, List<JsonNode>> item :
                ItemKey.index(items, list).entrySet()) {
            boolean alone = item.getValue().size() == 1;
            level.add(
                    item.getKey(),
                    true,
                    alone ? of(items.element(), item.getValue().getFirst()) : FieldSet.EMPTY);
        }
    }

    /** The set, with the declared fields on the way to its paths. */
    static FieldSet withParents(FieldSet set, @Nullable Shape declared) {
        Level level = new Level();
        for (Entry entry : set.entries()) {
            PathElement element = entry.element();
            boolean named = element.isField()
                    && declared instanceof Shape.Fields fields
                    && fields.declares(element.fieldName());
            level.add(element, entry.member() || named, withParents(entry.below(), child(declared, element)));
        }
        return level.build();
    }

    private static @Nullable Shape child(@Nullable Shape declared, PathElement element) {
        return switch (declared) {
            case Shape.Fields fields when element.isField() -> fields.child(element.fieldName());
            case Shape.Items items -> items.element();
            case null, default -> null;
        };
    }
}
