package io.jubernetes.apiserver.strategy;

import com.fasterxml.jackson.databind.node.ObjectNode;
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
    public boolean hasGeneration() {
        return true;
    }
}
