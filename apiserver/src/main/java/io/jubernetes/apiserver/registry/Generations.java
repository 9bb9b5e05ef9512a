package io.jubernetes.apiserver.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apiserver.validation.Trees;
import java.util.Map;

/** Counts the changes of what users ask for: everything but metadata and status. */
final class Generations {

    private Generations() {}

    /** Raises the generation when the kind has one and more than metadata and status changed. */
    static void bump(Resource resource, ObjectNode next, ObjectNode previous) {
        if (resource.strategy().hasGeneration() && changed(resource, next, previous)) {
            long generation = previous.path("metadata").path("generation").asLong(0);
            Trees.putNumber(Trees.metadata(next), "generation", generation + 1);
        }
    }

    private static boolean changed(Resource resource, ObjectNode next, ObjectNode previous) {
        for (Map.Entry<String, ?> field : next.properties()) {
            if (counts(resource, field.getKey())
                    && !Trees.sameMeaning(next.path(field.getKey()), previous.path(field.getKey()))) {
                return true;
            }
        }
        for (Map.Entry<String, ?> field : previous.properties()) {
            if (counts(resource, field.getKey())
                    && !next.has(field.getKey())
                    && !Trees.isBlank(previous.path(field.getKey()))) {
                return true;
            }
        }
        return false;
    }

    private static boolean counts(Resource resource, String field) {
        return switch (field) {
            case "metadata", "apiVersion", "kind" -> false;
            case "status" -> resource.strategy().statusCounts();
            default -> true;
        };
    }
}
