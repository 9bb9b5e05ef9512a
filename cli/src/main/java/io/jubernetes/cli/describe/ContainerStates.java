package io.jubernetes.cli.describe;

import com.fasterxml.jackson.databind.JsonNode;

/** How a container is, and how the one before it ended. */
final class ContainerStates {

    private ContainerStates() {}

    static void describe(JsonNode status, int level, Writer out) {
        state("State", status.path("state"), level, out);
        if (!status.path("lastState").isEmpty()) {
            state("Last State", status.path("lastState"), level, out);
        }
        out.field(level, "Ready", status.path("ready").asBoolean() ? "True" : "False");
        out.field(
                level,
                "Restart Count",
                Integer.toString(status.path("restartCount").asInt()));
    }

    private static void state(String label, JsonNode state, int level, Writer out) {
        JsonNode running = state.path("running");
        JsonNode terminated = state.path("terminated");
        if (running.isObject()) {
            out.field(level, label, "Running");
            out.field(level + 1, "Started", Times.full(running.path("startedAt").asText("")));
        } else if (terminated.isObject()) {
            out.field(level, label, "Terminated");
            out.fieldIfAny(level + 1, "Reason", terminated.path("reason").asText(""));
            out.fieldIfAny(level + 1, "Message", terminated.path("message").asText(""));
            out.field(
                    level + 1,
                    "Exit Code",
                    Integer.toString(terminated.path("exitCode").asInt()));
            if (terminated.path("signal").asInt() > 0) {
                out.field(
                        level + 1,
                        "Signal",
                        Integer.toString(terminated.path("signal").asInt()));
            }
            out.field(
                    level + 1,
                    "Started",
                    Times.full(terminated.path("startedAt").asText("")));
            out.field(
                    level + 1,
                    "Finished",
                    Times.full(terminated.path("finishedAt").asText("")));
        } else {
            out.field(level, label, "Waiting");
            out.fieldIfAny(
                    level + 1, "Reason", state.path("waiting").path("reason").asText(""));
        }
    }
}
