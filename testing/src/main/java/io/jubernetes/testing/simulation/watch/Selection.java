package io.jubernetes.testing.simulation.watch;

import com.fasterxml.jackson.databind.JsonNode;
import io.jubernetes.testing.simulation.history.Change;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which objects a watch is about.
 *
 * @param prefix of their keys in the store
 * @param fields that they have, path by value
 */
record Selection(String prefix, Map<String, String> fields) {

    /** @param fieldSelector equalities only, as our components ask */
    static Selection of(String prefix, @Nullable String fieldSelector) {
        Map<String, String> fields = new LinkedHashMap<>();
        if (fieldSelector != null && !fieldSelector.isEmpty()) {
            for (String requirement : fieldSelector.split(",", -1)) {
                int equals = requirement.indexOf('=');
                fields.put(requirement.substring(0, equals), requirement.substring(equals + 1));
            }
        }
        return new Selection(prefix, fields);
    }

    /** What the watch should say of a change; null when nothing. */
    @Nullable
    String type(Change change) {
        if (!change.key().startsWith(prefix)) {
            return null;
        }
        boolean before = !change.isCreation() && matches(change.previous());
        boolean now = !change.isDeletion() && matches(change.object());
        if (now) {
            return before ? "MODIFIED" : "ADDED";
        }
        return before ? "DELETED" : null;
    }

    private boolean matches(JsonNode object) {
        for (Map.Entry<String, String> field : fields.entrySet()) {
            JsonNode at = object;
            for (String step : field.getKey().split("\\.", -1)) {
                at = at.path(step);
            }
            if (!at.asText("").equals(field.getValue())) {
                return false;
            }
        }
        return true;
    }
}
