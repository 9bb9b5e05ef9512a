package io.jubernetes.apiserver.strategy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apiserver.validation.Problems;
import io.jubernetes.apiserver.validation.Trees;
import java.util.List;

/** Deployments. */
final class DeploymentStrategy implements Strategy {

    @Override
    public void defaults(ObjectNode object) {
        PodSpecDefaults.apply(Trees.at(object, "spec.template.spec"));
    }

    @Override
    public void prepareForCreate(ObjectNode object) {
        object.putObject("status");
    }

    @Override
    public void validate(ObjectNode object, Problems problems) {
        WorkloadValidation workload = new WorkloadValidation(problems);
        workload.notNegative(
                object,
                "spec.replicas",
                "spec.minReadySeconds",
                "spec.revisionHistoryLimit",
                "spec.progressDeadlineSeconds");
        workload.selector(object, "deployment");
        workload.template(object, List.of("Always"));
        strategy(Trees.at(object, "spec.strategy"), problems);
        JsonNode deadline = Trees.at(object, "spec.progressDeadlineSeconds");
        if (!Trees.isAbsent(deadline)
                && deadline.asLong() <= Trees.at(object, "spec.minReadySeconds").asLong(0)) {
            problems.invalid("spec.progressDeadlineSeconds", deadline, "must be greater than minReadySeconds");
        }
    }

    private static void strategy(JsonNode strategy, Problems problems) {
        String type = Trees.text(strategy, "type");
        JsonNode rolling = strategy.path("rollingUpdate");
        switch (type) {
            case "Recreate" -> {
                if (!Trees.isAbsent(rolling)) {
                    problems.forbidden(
                            "spec.strategy.rollingUpdate", "may not be specified when strategy `type` is 'Recreate'");
                }
            }
            case "RollingUpdate" -> RollingUpdateValidation.validate(rolling, "spec.strategy.rollingUpdate", problems);
            case "" -> problems.required("spec.strategy.type");
            default -> problems.notSupported("spec.strategy.type", type, List.of("Recreate", "RollingUpdate"));
        }
    }

    @Override
    public void validateUpdate(ObjectNode next, ObjectNode previous, Problems problems) {
        validate(next, problems);
        new WorkloadValidation(problems).immutable(next, previous, "spec.selector");
    }

    @Override
    public boolean hasGeneration() {
        return true;
    }
}
