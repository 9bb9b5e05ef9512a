package io.jubernetes.apimachinery.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** JSON merge patch, RFC 7386. */
public final class MergePatch {

    private MergePatch() {}

    /**
     * The patched object; neither argument is changed.
     *
     * @throws io.jubernetes.apimachinery.error.ApiException BadRequest when the patch is no object
     */
    public static ObjectNode apply(ObjectNode original, JsonNode patch) {
        if (!patch.isObject()) {
            throw JsonPatch.undecodable(patch, "map[string]interface {}");
        }
        ObjectNode result = original.deepCopy();
        merge(result, patch);
        return result;
    }

    private static void merge(ObjectNode target, JsonNode patch) {
        patch.properties().forEach(e -> {
            JsonNode value = e.getValue();
            if (value.isNull()) {
                target.remove(e.getKey());
            } else if (value.isObject()) {
                ObjectNode child = target.get(e.getKey()) instanceof ObjectNode existing
                        ? existing
                        : JsonNodeFactory.instance.objectNode();
                target.set(e.getKey(), child);
                merge(child, value);
            } else {
                target.set(e.getKey(), value.deepCopy());
            }
        });
    }

    /** The smallest patch that makes {@code modified} of {@code original}, when {@code modified} has no nulls in it. */
    public static ObjectNode create(ObjectNode original, ObjectNode modified) {
        ObjectNode patch = JsonNodeFactory.instance.objectNode();
        original.fieldNames().forEachRemaining(name -> {
            if (!modified.has(name)) {
                patch.putNull(name);
            }
        });
        modified.properties().forEach(e -> {
            JsonNode change = change(original.get(e.getKey()), e.getValue());
            if (change != null) {
                patch.set(e.getKey(), change);
            }
        });
        return patch;
    }

    private static @Nullable JsonNode change(@Nullable JsonNode before, JsonNode after) {
        if (after.equals(before)) {
            return null;
        }
        return before instanceof ObjectNode b && after instanceof ObjectNode a ? create(b, a) : after;
    }
}
