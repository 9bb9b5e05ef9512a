package io.jubernetes.controllers.autoscaling;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/** Sets conditions of a status. */
record Conditions(ObjectNode status, Instant now) {

    void set(String type, boolean value, String reason, String message) {
        ObjectNode condition = find(type);
        String text = value ? "True" : "False";
        if (!condition.path("status").asText().equals(text)) {
            condition.put("lastTransitionTime", now.toString());
        }
        condition.put("status", text).put("reason", reason).put("message", message);
    }

    private ObjectNode find(String type) {
        ArrayNode all = status.withArray("conditions");
        for (JsonNode condition : all) {
            if (condition.path("type").asText().equals(type)) {
                return (ObjectNode) condition;
            }
        }
        return all.addObject().put("type", type);
    }
}
