package io.jubernetes.apiserver.strategy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apiserver.validation.Trees;

/** ReplicationControllers: like ReplicaSets, with a selector of plain labels that the template's labels stand for. */
final class ReplicationControllerStrategy implements Strategy {

    @Override
    public void defaults(ObjectNode object) {
        JsonNode labels = Trees.at(object, "spec.template.metadata.labels");
        if (!labels.isEmpty() && object.path("spec") instanceof ObjectNode spec) {
            if (Trees.isBlank(spec.path("selector"))) {
                spec.set("selector", labels.deepCopy());
            }
            if (Trees.isBlank(Trees.at(object, "metadata.labels"))) {
                Trees.metadata(object).set("labels", labels.deepCopy());
            }
        }
        PodSpecDefaults.apply(Trees.at(object, "spec.template.spec"));
    }

    @Override
    public void prepareForCreate(ObjectNode object) {
        object.putObject("status").put("replicas", 0);
    }

    @Override
    public boolean hasGeneration() {
        return true;
    }

    @Override
    public Propagation defaultPropagation() {
        return Propagation.ORPHAN;
    }
}
