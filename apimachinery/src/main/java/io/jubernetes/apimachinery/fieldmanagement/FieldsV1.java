package io.jubernetes.apimachinery.fieldmanagement;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.fieldmanagement.FieldSet.Entry;
import io.jubernetes.apimachinery.fieldmanagement.FieldSet.Level;
import io.jubernetes.apimachinery.json.Json;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The JSON form of a {@link FieldSet}: each element is a member whose value holds what lies below it. An element in the set
 * that has others below it is marked by a {@code "."}.
 */
public final class FieldsV1 {

    private static final String SELF = ".";

    private FieldsV1() {}

    /** @throws IllegalArgumentException for what is no such form */
    public static FieldSet read(JsonNode json) {
        if (!(json instanceof ObjectNode object)) {
            throw new IllegalArgumentException("fieldsV1 must be an object");
        }
        Map<PathElement, JsonNode> children = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> child : object.properties()) {
            PathElement element = child.getKey().equals(SELF) ? null : PathElement.parse(child.getKey());
            if (element != null) {
                children.put(element, child.getValue());
            }
        }
        Level level = new Level();
        children.forEach((element, child) -> level.add(element, isMember(child), read(child)));
        return level.build();
    }

    private static boolean isMember(JsonNode value) {
        return value.isEmpty() || value.has(SELF);
    }

    public static ObjectNode write(FieldSet set) {
        ObjectNode object = Json.object();
        for (Entry entry : set.entries()) {
            ObjectNode child = Json.object();
            if (entry.member() && !entry.below().isEmpty()) {
                child.set(SELF, Json.object());
            }
            child.setAll(write(entry.below()));
            object.set(entry.element().serialized(), child);
        }
        return object;
    }

    /** Whether one of the paths is in the set that the JSON writes; found without reading all of it. */
    static boolean touches(JsonNode json, FieldSet paths) {
        for (Entry entry : paths.entries()) {
            JsonNode child = json.get(entry.element().serialized());
            if (child != null && (entry.member() && isMember(child) || touches(child, entry.below()))) {
                return true;
            }
        }
        return false;
    }
}
