package io.jubernetes.apiserver.strategy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apiserver.validation.Problems;
import io.jubernetes.apiserver.validation.Trees;

/** PriorityClasses: their value never changes, and the highest belong to the system. */
final class PriorityClassStrategy implements Strategy {

    private static final long HIGHEST_FOR_USERS = 1_000_000_000;

    @Override
    public void validate(ObjectNode object, Problems problems) {
        String name = Trees.text(object, "metadata.name");
        JsonNode value = object.path("value");
        if (!name.startsWith("system-") && value.asLong(0) > HIGHEST_FOR_USERS) {
            problems.forbidden("value", "maximum allowed value of a user defined priority is " + HIGHEST_FOR_USERS);
        }
    }

    @Override
    public boolean hasGeneration() {
        return true;
    }
}
