package io.jubernetes.apiserver.strategy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apiserver.validation.Problems;
import io.jubernetes.apiserver.validation.Trees;
import java.util.List;

/** ReplicaSets. */
final class ReplicaSetStrategy implements Strategy {

    @Override
    public void defaults(ObjectNode object) {
        PodSpecDefaults.apply(Trees.at(object, "spec.template.spec"));
    }

    @Override
    public void prepareForCreate(ObjectNode object) {
        object.putObject("status").put("replicas", 0);
    }

    @Override
    public void validate(ObjectNode object, Problems problems) {
        WorkloadValidation workload = new WorkloadValidation(problems);
        workload.notNegative(object, "spec.replicas", "spec.minReadySeconds");
        workload.selector(object, "replicaset");
        workload.template(object, List.of("Always"));
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
