package io.jubernetes.apiserver.conversion;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.json.Json;
import io.jubernetes.apiserver.validation.Trees;
import org.jspecify.annotations.Nullable;

/**
 * Autoscalers of {@code autoscaling/v1}, stored as those of v2. The one metric that v1 knows is a field; all else that v2 says
 * stands in annotations.
 */
final class AutoscalerConversion implements Conversion {

    private static final String METRICS = "metrics";
    private static final String CURRENT_METRICS = "current-metrics";
    private static final String CONDITIONS = "conditions";
    private static final String TARGET = "targetCPUUtilizationPercentage";
    private static final String CURRENT = "currentCPUUtilizationPercentage";

    @Override
    public void fromStored(ObjectNode object) {
        object.put("apiVersion", "autoscaling/v1");
        ObjectNode spec = Trees.object(object, "spec");
        ObjectNode status = Trees.object(object, "status");
        ArrayNode metrics = taken(spec, "metrics");
        move(takeUtilization(metrics, "target"), spec, TARGET);
        AutoscalerNotes.note(object, METRICS, MetricForms.OLD_TARGETS.of(metrics));
        ArrayNode current = taken(status, "currentMetrics");
        move(takeUtilization(current, "current"), status, CURRENT);
        AutoscalerNotes.note(object, CURRENT_METRICS, MetricForms.OLD_VALUES.of(current));
        AutoscalerNotes.note(object, CONDITIONS, taken(status, "conditions"));
        AutoscalerNotes.noteBehavior(object, spec);
        if (status.isEmpty()) {
            object.remove("status");
        }
    }

    @Override
    public void toStored(ObjectNode object) {
        object.put("apiVersion", "autoscaling/v2");
        ObjectNode spec = Trees.object(object, "spec");
        ObjectNode status = Trees.object(object, "status");
        put(
                spec,
                "metrics",
                all(AutoscalerNotes.read(object, METRICS), MetricForms.TARGETS, spec.remove(TARGET), "target"));
        put(
                status,
                "currentMetrics",
                all(
                        AutoscalerNotes.read(object, CURRENT_METRICS),
                        MetricForms.VALUES,
                        status.remove(CURRENT),
                        "current"));
        if (AutoscalerNotes.read(object, CONDITIONS) instanceof ArrayNode conditions) {
            put(status, "conditions", conditions);
        }
        AutoscalerNotes.restoreBehavior(object, spec);
        AutoscalerNotes.forget(object);
        if (status.isEmpty()) {
            object.remove("status");
        }
    }

    static ArrayNode taken(ObjectNode owner, String field) {
        return owner.remove(field) instanceof ArrayNode list
                ? list
                : Json.mapper().createArrayNode();
    }

    static void put(ObjectNode owner, String field, ArrayNode list) {
        if (!list.isEmpty()) {
            owner.set(field, list);
        }
    }

    private static void move(@Nullable JsonNode value, ObjectNode to, String field) {
        if (value != null) {
            to.set(field, value);
        }
    }

    /** Takes the one metric that v1 has a field for: the utilization of the CPU. */
    private static @Nullable JsonNode takeUtilization(ArrayNode metrics, String part) {
        for (int i = 0; i < metrics.size(); i++) {
            JsonNode resource = metrics.get(i).path("resource");
            JsonNode utilization = resource.path(part).path("averageUtilization");
            boolean cpu = Trees.text(metrics.get(i), "type").equals("Resource")
                    && Trees.text(resource, "name").equals("cpu");
            if (cpu && utilization.isNumber()) {
                // what a value besides says would be lost without the annotation
                if (resource.path(part).path("averageValue").isMissingNode()) {
                    metrics.remove(i);
                }
                return utilization;
            }
        }
        return null;
    }

    private static ArrayNode all(
            @Nullable JsonNode noted, MetricForms forms, @Nullable JsonNode utilization, String part) {
        ArrayNode all =
                noted instanceof ArrayNode list ? forms.of(list) : Json.mapper().createArrayNode();
        if (utilization != null && utilization.isNumber() && takeUtilization(all.deepCopy(), part) == null) {
            ObjectNode metric = all.addObject().put("type", "Resource");
            ObjectNode value = metric.putObject("resource").put("name", "cpu").putObject(part);
            if (part.equals("target")) {
                value.put("type", "Utilization");
            }
            value.set("averageUtilization", utilization);
        }
        return all;
    }
}
