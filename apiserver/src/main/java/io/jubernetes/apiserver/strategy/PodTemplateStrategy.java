package io.jubernetes.apiserver.strategy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apiserver.validation.Trees;

/** PodTemplates. */
final class PodTemplateStrategy implements Strategy {

    @Override
    public void defaults(ObjectNode object) {
        PodSpecDefaults.apply(Trees.at(object, "template.spec"));
    }

    @Override
    public boolean hasGeneration() {
        return true;
    }

    @Override
    public boolean createsOnUpdate() {
        return true;
    }

    @Override
    public boolean returnsDeleted() {
        return true;
    }
}
