package io.jubernetes.controllers.context;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.client.json.KubernetesJson;
import org.jspecify.annotations.Nullable;

/** Compares statuses. The server leaves zeros out, so absent and zero are the same, as are absent and empty. */
public final class Statuses {

    private Statuses() {}

    public static boolean areSame(@Nullable Object old, Object next) {
        return old != null && withoutZeros(old).equals(withoutZeros(next));
    }

    private static ObjectNode withoutZeros(Object status) {
        ObjectNode tree = KubernetesJson.toTree(status);
        tree.properties().removeIf(field -> isNothing(field.getValue()));
        return tree;
    }

    private static boolean isNothing(JsonNode value) {
        return value.isNull()
                || (value.isNumber() && value.asLong() == 0)
                || (value.isContainerNode() && value.isEmpty())
                || (value.isTextual() && value.asText().isEmpty());
    }
}
