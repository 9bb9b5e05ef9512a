package io.jubernetes.apiserver.conversion;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.json.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Events of {@code events.k8s.io/v1}, stored as those of the core group: the same fields by other names. */
final class EventConversion implements Conversion {

    private static final Map<String, String> STORED_NAMES = new LinkedHashMap<>();
    private static final Map<String, String> NAMES = new LinkedHashMap<>();

    static {
        STORED_NAMES.put("regarding", "involvedObject");
        STORED_NAMES.put("note", "message");
        STORED_NAMES.put("reportingController", "reportingComponent");
        STORED_NAMES.put("deprecatedSource", "source");
        STORED_NAMES.put("deprecatedFirstTimestamp", "firstTimestamp");
        STORED_NAMES.put("deprecatedLastTimestamp", "lastTimestamp");
        STORED_NAMES.put("deprecatedCount", "count");
        STORED_NAMES.forEach((name, stored) -> NAMES.put(stored, name));
    }

    @Override
    public void fromStored(ObjectNode object) {
        rename(object, NAMES);
        object.put("apiVersion", "events.k8s.io/v1");
    }

    @Override
    public void toStored(ObjectNode object) {
        rename(object, STORED_NAMES);
        object.put("apiVersion", "v1");
    }

    /** Keeps the order of the fields. */
    private static void rename(ObjectNode object, Map<String, String> names) {
        ObjectNode renamed = Json.object();
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            renamed.set(names.getOrDefault(field.getKey(), field.getKey()), field.getValue());
        }
        object.removeAll();
        object.setAll(renamed);
    }

    @Override
    public @Nullable String label(String label) {
        if (label.startsWith("regarding.")) {
            return "involvedObject." + label.substring("regarding.".length());
        }
        return switch (label) {
            case "reportingController" -> "reportingComponent";
            case "metadata.name", "metadata.namespace", "reason", "type" -> label;
            default -> null;
        };
    }
}
