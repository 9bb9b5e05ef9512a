package io.jubernetes.cli.describe;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** The part of a workload that says what its pods are like. */
public final class PodTemplates {

    private PodTemplates() {}

    public static void describe(JsonNode template, Writer out) {
        out.line(0, "Pod Template:");
        out.labels(1, "Labels", template.path("metadata").path("labels"));
        if (!template.path("metadata").path("annotations").isEmpty()) {
            out.annotations(1, template.path("metadata").path("annotations"));
        }
        JsonNode spec = template.path("spec");
        out.fieldIfAny(1, "Service Account", spec.path("serviceAccountName").asText(""));
        if (!spec.path("initContainers").isEmpty()) {
            new Containers(out, 1, Containers.NO_STATUS).describe("Init Containers", spec.path("initContainers"));
        }
        new Containers(out, 1, Containers.NO_STATUS).describe("Containers", spec.path("containers"));
        Volumes.describe(spec.path("volumes"), 1, out);
        out.fieldIfAny(1, "Priority Class Name", spec.path("priorityClassName").asText(""));
        placement(spec, 1, out);
    }

    /** Where pods may run. */
    static void placement(JsonNode spec, int level, Writer out) {
        out.labels(level, "Node-Selectors", spec.path("nodeSelector"));
        List<String> tolerations = new ArrayList<>();
        spec.path("tolerations").forEach(t -> tolerations.add(toleration(t)));
        out.fields(level, "Tolerations", tolerations);
    }

    private static String toleration(JsonNode toleration) {
        StringBuilder text = new StringBuilder(toleration.path("key").asText(""));
        String value = toleration.path("value").asText("");
        String effect = toleration.path("effect").asText("");
        if (!value.isEmpty()) {
            text.append('=').append(value);
        }
        if (!effect.isEmpty()) {
            text.append(':').append(effect);
        }
        if (toleration.path("operator").asText("").equals("Exists") && value.isEmpty()) {
            boolean everything = text.isEmpty();
            text.append(everything ? "op=Exists" : " op=Exists");
        }
        if (toleration.has("tolerationSeconds")) {
            text.append(" for ")
                    .append(toleration.path("tolerationSeconds").asLong())
                    .append('s');
        }
        return text.toString();
    }
}
