package io.jubernetes.apiserver.strategy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apiserver.validation.Trees;

/**
 * HorizontalPodAutoscalers. Who asks for no metric gets one, the utilization of the CPU: of v2 the schema says so, while v1 has other
 * metrics in an annotation.
 */
final class AutoscalerStrategy implements Strategy {

    private static final String OTHER_METRICS = "autoscaling.alpha.kubernetes.io/metrics";
    private static final String TARGET = "targetCPUUtilizationPercentage";
    private static final int USUAL = 80;

    @Override
    public void defaults(ObjectNode object) {
        boolean old = Trees.text(object, "apiVersion").equals("autoscaling/v1");
        boolean others = Trees.metadata(object).path("annotations").has(OTHER_METRICS);
        if (old && !others && object.get("spec") instanceof ObjectNode spec && Trees.isAbsent(spec.path(TARGET))) {
            spec.put(TARGET, USUAL);
        }
    }
}
