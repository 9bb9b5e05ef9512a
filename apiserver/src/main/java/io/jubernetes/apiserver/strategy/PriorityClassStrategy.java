package io.jubernetes.apiserver.strategy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apiserver.validation.Problems;
import io.jubernetes.apiserver.validation.Trees;
import java.util.Map;

/** PriorityClasses: their value never changes, and the highest belong to the system. */
final class PriorityClassStrategy implements Strategy {

    private static final long HIGHEST_FOR_USERS = 1_000_000_000;
    private static final Map<String, Long> OWN =
            Map.of("system-node-critical", 2_000_001_000L, "system-cluster-critical", 2_000_000_000L);
    private static final String RESERVED =
            "priority class names with 'system-' prefix are reserved for system use only. error: ";

    @Override
    public void validate(ObjectNode object, Problems problems) {
        String name = Trees.text(object, "metadata.name");
        JsonNode value = object.path("value");
        if (!name.startsWith("system-")) {
            if (value.asLong(0) > HIGHEST_FOR_USERS) {
                problems.forbidden("value", "maximum allowed value of a user defined priority is " + HIGHEST_FOR_USERS);
            }
            return;
        }
        Long known = OWN.get(name);
        if (known == null) {
            problems.forbidden("metadata.name", RESERVED + name + " is not a known system priority class");
        } else if (value.asLong(0) != known) {
            problems.forbidden("metadata.name", RESERVED + "value of " + name + " PriorityClass must be " + known);
        }
    }

    @Override
    public boolean hasGeneration() {
        return true;
    }
}
