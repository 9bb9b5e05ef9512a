package io.jubernetes.apiserver.conversion;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apiserver.validation.Trees;

/** Autoscalers of {@code autoscaling/v2beta1}: metrics as {@link MetricForms} has them, and the behaviour in an annotation. */
final class MetricsConversion implements Conversion {

    @Override
    public void fromStored(ObjectNode object) {
        ObjectNode spec = Trees.object(object, "spec");
        convert(spec, "metrics", MetricForms.OLD_TARGETS);
        convert(Trees.object(object, "status"), "currentMetrics", MetricForms.OLD_VALUES);
        if (spec.remove("behavior") instanceof ObjectNode behavior) {
            AutoscalerConversion.note(object, AutoscalerConversion.BEHAVIOR, behavior);
        }
        forgetEmptyStatus(object);
    }

    @Override
    public void toStored(ObjectNode object) {
        ObjectNode spec = Trees.object(object, "spec");
        convert(spec, "metrics", MetricForms.TARGETS);
        convert(Trees.object(object, "status"), "currentMetrics", MetricForms.VALUES);
        if (AutoscalerConversion.noted(object, AutoscalerConversion.BEHAVIOR) instanceof ObjectNode behavior) {
            spec.set("behavior", behavior);
        }
        AutoscalerConversion.forget(object);
        forgetEmptyStatus(object);
    }

    private static void convert(ObjectNode owner, String field, MetricForms forms) {
        AutoscalerConversion.put(owner, field, forms.of(AutoscalerConversion.taken(owner, field)));
    }

    private static void forgetEmptyStatus(ObjectNode object) {
        if (object.path("status").isEmpty()) {
            object.remove("status");
        }
    }
}
