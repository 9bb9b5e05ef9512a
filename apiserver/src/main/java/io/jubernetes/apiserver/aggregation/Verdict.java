package io.jubernetes.apiserver.aggregation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.json.Json;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Whether a group and version can be had. */
record Verdict(String status, String reason, String message) {

    static final String AVAILABLE = "Available";

    static final Verdict LOCAL = new Verdict("True", "Local", "Local APIServices are always available");
    static final Verdict PASSED = new Verdict("True", "Passed", "all checks passed");

    static Verdict no(String reason, String message) {
        return new Verdict("False", reason, message);
    }

    boolean isAvailable() {
        return status.equals("True");
    }

    /** The registration with this as its condition, or null when it says so already. */
    @Nullable
    ObjectNode applied(Registration registration, Instant now) {
        JsonNode before = registration.condition().orElse(null);
        if (before != null
                && before.path("status").asText().equals(status)
                && before.path("reason").asText().equals(reason)
                && before.path("message").asText().equals(message)) {
            return null;
        }
        String since = before != null && before.path("status").asText().equals(status)
                ? before.path("lastTransitionTime").asText()
                : time(now);
        ObjectNode next = registration.tree().deepCopy();
        ArrayNode others = Json.object().arrayNode();
        next.path("status").path("conditions").forEach(condition -> {
            if (!condition.path("type").asText().equals(AVAILABLE)) {
                others.add(condition);
            }
        });
        others.add(condition(since));
        next.withObject("/status").set("conditions", others);
        return next;
    }

    ObjectNode condition(String since) {
        return Json.object()
                .put("lastTransitionTime", since)
                .put("message", message)
                .put("reason", reason)
                .put("status", status)
                .put("type", AVAILABLE);
    }

    static String time(Instant now) {
        return now.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
