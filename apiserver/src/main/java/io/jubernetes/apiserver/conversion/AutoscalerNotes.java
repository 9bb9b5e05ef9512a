package io.jubernetes.apiserver.conversion;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.apimachinery.json.Json;
import io.jubernetes.apiserver.validation.Trees;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** What old versions of autoscalers have no fields for stands in annotations of theirs. */
final class AutoscalerNotes {

    private static final String PREFIX = "autoscaling.alpha.kubernetes.io/";
    private static final String BEHAVIOR = "behavior";

    private AutoscalerNotes() {}

    static void note(ObjectNode object, String name, JsonNode value) {
        if (!value.isEmpty()) {
            Trees.object(Trees.metadata(object), "annotations").put(PREFIX + name, value.toString());
        }
    }

    /** What a note says, or null; one that says nothing sensible is taken as if it were not there. */
    static @Nullable JsonNode read(ObjectNode object, String name) {
        String text =
                Trees.metadata(object).path("annotations").path(PREFIX + name).asText("");
        try {
            return text.isEmpty() ? null : Json.decodeValue(text.getBytes(StandardCharsets.UTF_8));
        } catch (ApiException malformed) {
            return null;
        }
    }

    static void noteBehavior(ObjectNode object, ObjectNode spec) {
        if (spec.remove(BEHAVIOR) instanceof ObjectNode behavior) {
            note(object, BEHAVIOR, behavior);
        }
    }

    static void restoreBehavior(ObjectNode object, ObjectNode spec) {
        if (read(object, BEHAVIOR) instanceof ObjectNode behavior) {
            spec.set(BEHAVIOR, behavior);
        }
    }

    /** Takes all notes away. */
    static void forget(ObjectNode object) {
        if (Trees.metadata(object).get("annotations") instanceof ObjectNode annotations) {
            annotations.properties().removeIf(e -> e.getKey().startsWith(PREFIX));
            if (annotations.isEmpty()) {
                Trees.metadata(object).remove("annotations");
            }
        }
    }
}
