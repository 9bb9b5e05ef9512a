package io.jubernetes.apiserver.table;

import static io.jubernetes.apiserver.table.Column.count;
import static io.jubernetes.apiserver.table.Column.text;
import static io.jubernetes.apiserver.table.Fields.UNKNOWN;
import static io.jubernetes.apiserver.table.Fields.UNSET;
import static io.jubernetes.apiserver.table.Fields.at;
import static io.jubernetes.apiserver.table.Fields.items;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Autoscalers: current against wanted metrics, in either version of the API. */
final class AutoscalerColumns {

    private static final int SHOWN = 2;

    private AutoscalerColumns() {}

    static List<Column> autoscalers() {
        return List.of(
                Column.named(),
                text(
                        "Reference",
                        a -> Fields.text(a, "spec.scaleTargetRef.kind") + "/"
                                + Fields.text(a, "spec.scaleTargetRef.name")),
                text("Targets", AutoscalerColumns::targets),
                text("MinPods", "spec.minReplicas", UNSET),
                count("MaxPods", "spec.maxReplicas").asString(),
                count("Replicas", "status.currentReplicas").asString(),
                Column.age());
    }

    static List<Column> scales() {
        return List.of(
                Column.named(), count("Desired", "spec.replicas"), count("Available", "status.replicas"), Column.age());
    }

    private static String targets(JsonNode autoscaler) {
        if (Fields.has(autoscaler, "spec.targetCPUUtilizationPercentage")) {
            return "cpu: "
                    + percent(autoscaler, "status.currentCPUUtilizationPercentage") + "/"
                    + percent(autoscaler, "spec.targetCPUUtilizationPercentage");
        }
        List<JsonNode> specs = items(autoscaler, "spec.metrics");
        List<JsonNode> statuses = items(autoscaler, "status.currentMetrics");
        List<String> all = new ArrayList<>();
        for (int i = 0; i < specs.size(); i++) {
            all.add(metric(
                    specs.get(i),
                    i < statuses.size() ? statuses.get(i) : specs.get(i).path("none")));
        }
        if (all.isEmpty()) {
            return Fields.NONE;
        }
        return all.size() <= SHOWN
                ? String.join(", ", all)
                : String.join(", ", all.subList(0, SHOWN)) + " + " + (all.size() - SHOWN) + " more...";
    }

    private static String percent(JsonNode node, String path) {
        return Fields.has(node, path) ? Fields.number(node, path) + "%" : UNKNOWN;
    }

    private static String metric(JsonNode spec, JsonNode status) {
        String source = switch (Fields.text(spec, "type")) {
            case "Resource" -> "resource";
            case "ContainerResource" -> "containerResource";
            case "Pods" -> "pods";
            case "Object" -> "object";
            case "External" -> "external";
            default -> "";
        };
        if (source.isEmpty()) {
            return "<unknown type>";
        }
        JsonNode target = at(spec, source + ".target");
        JsonNode current = at(status, source + ".current");
        String label = source.endsWith("esource") ? Fields.text(spec, source + ".name") + ": " : "";
        return label + value(current, target);
    }

    private static String value(JsonNode current, JsonNode target) {
        if (Fields.has(target, "averageUtilization")) {
            return percent(current, "averageUtilization") + "/" + percent(target, "averageUtilization");
        }
        if (Fields.has(target, "averageValue")) {
            return Fields.text(current, "averageValue", UNKNOWN) + "/" + Fields.text(target, "averageValue") + " (avg)";
        }
        return Fields.text(current, "value", UNKNOWN) + "/" + Fields.text(target, "value", "<auto>");
    }
}
