package io.jubernetes.apiserver.strategy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apiserver.validation.Problems;
import io.jubernetes.apiserver.validation.Trees;
import java.util.List;

/** DaemonSets. */
final class DaemonSetStrategy implements Strategy {

    @Override
    public void defaults(ObjectNode object) {
        PodSpecDefaults.apply(Trees.at(object, "spec.template.spec"));
    }

    @Override
    public void prepareForCreate(ObjectNode object) {
        ObjectNode status = object.putObject("status");
        for (String count :
                List.of("currentNumberScheduled", "numberMisscheduled", "desiredNumberScheduled", "numberReady")) {
            status.put(count, 0);
        }
    }

    @Override
    public void validate(ObjectNode object, Problems problems) {
        WorkloadValidation workload = new WorkloadValidation(problems);
        workload.notNegative(object, "spec.minReadySeconds", "spec.revisionHistoryLimit");
        workload.selector(object, "daemonset");
        workload.template(object, List.of("Always"));
        String type = Trees.text(object, "spec.updateStrategy.type");
        if (type.equals("RollingUpdate")) {
            RollingUpdateValidation.validate(
                    Trees.at(object, "spec.updateStrategy.rollingUpdate"),
                    "spec.updateStrategy.rollingUpdate",
                    problems);
        } else if (!type.equals("OnDelete")) {
            problems.notSupported("spec.updateStrategy.type", type, List.of("OnDelete", "RollingUpdate"));
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
