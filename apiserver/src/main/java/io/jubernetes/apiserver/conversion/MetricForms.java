package io.jubernetes.apiserver.conversion;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.json.Json;
import io.jubernetes.apiserver.validation.Trees;
import java.util.List;

/** Metrics of autoscalers as v2 writes them, and as v1 does in annotations: there the parts of a target are fields. */
enum MetricForms {
    /** What is wanted, from v2 to v1. */
    OLD_TARGETS(true, "target"),
    /** What is so, from v2 to v1. */
    OLD_VALUES(true, "current"),
    /** What is wanted, from v1 to v2. */
    TARGETS(false, "target"),
    /** What is so, from v1 to v2. */
    VALUES(false, "current");

    private static final List<String> KINDS = List.of("resource", "containerResource", "pods", "object", "external");

    private final boolean toOld;
    private final String part;

    MetricForms(boolean toOld, String part) {
        this.toOld = toOld;
        this.part = part;
    }

    ArrayNode of(ArrayNode metrics) {
        ArrayNode converted = Json.mapper().createArrayNode();
        for (JsonNode metric : metrics) {
            ObjectNode next = converted.addObject().put("type", Trees.text(metric, "type"));
            for (String kind : KINDS) {
                if (metric.get(kind) instanceof ObjectNode source) {
                    next.set(kind, toOld ? old(kind, source) : current(kind, source));
                }
            }
        }
        return converted;
    }

    private ObjectNode old(String kind, ObjectNode source) {
        ObjectNode old = Json.object();
        boolean external = kind.equals("external");
        copy(source, old, "name", "name");
        copy(source, old, "container", "container");
        JsonNode metric = source.path("metric");
        copy(metric, old, "name", "metricName");
        copy(metric, old, "selector", external ? "metricSelector" : "selector");
        copy(source, old, "describedObject", "target");
        JsonNode value = source.path(part);
        copy(value, old, "averageUtilization", name("AverageUtilization"));
        copy(value, old, "averageValue", kind.equals("object") ? "averageValue" : name("AverageValue"));
        copy(value, old, "value", name("Value"));
        return old;
    }

    private ObjectNode current(String kind, ObjectNode source) {
        ObjectNode next = Json.object();
        copy(source, next, "name", "name");
        copy(source, next, "container", "container");
        copy(source, next, "target", "describedObject");
        if (source.has("metricName")) {
            ObjectNode metric = next.putObject("metric");
            copy(source, metric, "metricName", "name");
            copy(source, metric, kind.equals("external") ? "metricSelector" : "selector", "selector");
        }
        ObjectNode value = Json.object();
        copy(source, value, name("AverageUtilization"), "averageUtilization");
        copy(source, value, kind.equals("object") ? "averageValue" : name("AverageValue"), "averageValue");
        copy(source, value, name("Value"), "value");
        if (part.equals("target")) {
            next.putObject(part).put("type", typeOf(value)).setAll(value);
        } else {
            next.set(part, value);
        }
        return next;
    }

    private static String typeOf(ObjectNode target) {
        if (target.has("averageUtilization")) {
            return "Utilization";
        }
        return target.has("averageValue") ? "AverageValue" : "Value";
    }

    private String name(String field) {
        return part + field;
    }

    private static void copy(JsonNode from, ObjectNode to, String name, String as) {
        JsonNode value = from.path(name);
        boolean zero = value.isTextual() && value.textValue().equals("0") && as.endsWith("Value");
        if (!Trees.isAbsent(value) && !zero) {
            to.set(as, value);
        }
    }
}
