package io.jubernetes.cli.describe;

import com.fasterxml.jackson.databind.JsonNode;

/** The environment of a container. */
final class Variables {

    private Variables() {}

    static void describe(JsonNode container, int level, Writer out) {
        JsonNode sources = container.path("envFrom");
        if (!sources.isEmpty()) {
            out.line(level, "Environment Variables from:");
            for (JsonNode source : sources) {
                boolean map = source.has("configMapRef");
                JsonNode reference = map ? source.path("configMapRef") : source.path("secretRef");
                out.line(
                        level + 1,
                        reference.path("name").asText() + "\t" + (map ? "ConfigMap" : "Secret") + "\tOptional: "
                                + reference.path("optional").asBoolean(false));
            }
        }
        if (container.path("env").isEmpty()) {
            out.field(level, "Environment", "<none>");
            return;
        }
        out.line(level, "Environment:");
        for (JsonNode variable : container.path("env")) {
            variable(variable, level + 1, out);
        }
    }

    private static void variable(JsonNode variable, int level, Writer out) {
        String name = variable.path("name").asText();
        JsonNode from = variable.path("valueFrom");
        if (from.isMissingNode()) {
            String[] lines = variable.path("value").asText("").split("\n", -1);
            out.field(level, name, lines[0]);
            for (int i = 1; i < lines.length; i++) {
                out.line(level, "\t" + lines[i]);
            }
        } else if (from.has("fieldRef")) {
            JsonNode field = from.path("fieldRef");
            out.field(
                    level,
                    name,
                    " (" + field.path("apiVersion").asText("v1") + ":"
                            + field.path("fieldPath").asText() + ")");
        } else if (from.has("resourceFieldRef")) {
            JsonNode field = from.path("resourceFieldRef");
            out.field(
                    level,
                    name,
                    field.path("divisor").asText("0") + " ("
                            + field.path("resource").asText() + ")");
        } else {
            boolean map = from.has("configMapKeyRef");
            JsonNode key = map ? from.path("configMapKeyRef") : from.path("secretKeyRef");
            String source =
                    (map ? "config map '" : "secret '") + key.path("name").asText();
            out.field(
                    level,
                    name,
                    "<set to the key '" + key.path("key").asText() + "' " + (map ? "of " : "in ") + source
                            + "'>\tOptional: " + key.path("optional").asBoolean(false));
        }
    }
}
