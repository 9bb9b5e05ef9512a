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
        AutoscalerNotes.noteBehavior(object, spec);
        forgetEmptyStatus(object);
    }

    @Override
    public void toStored(ObjectNode object) {
        ObjectNode spec = Trees.object(object, "spec");
        convert(spec, "metrics", MetricForms.TARGETS);
        convert(Trees.object(object, "status"), "currentMetrics", MetricForms.VALUES);
        AutoscalerNotes.restoreBehavior(object, spec);
        AutoscalerNotes.forget(object);
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
