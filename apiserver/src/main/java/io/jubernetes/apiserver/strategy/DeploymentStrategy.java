package io.jubernetes.apiserver.strategy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apiserver.validation.Trees;

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
    public boolean hasGeneration() {
        return true;
    }
}
