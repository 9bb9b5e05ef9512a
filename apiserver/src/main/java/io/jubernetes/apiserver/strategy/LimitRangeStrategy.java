package io.jubernetes.apiserver.strategy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apiserver.validation.Trees;

/** LimitRanges: what they leave open about containers follows from what they say. */
final class LimitRangeStrategy implements Strategy {

    @Override
    public void defaults(ObjectNode object) {
        for (JsonNode item : Trees.at(object, "spec.limits")) {
            if (item instanceof ObjectNode limit && Trees.text(limit, "type").equals("Container")) {
                fill(limit, "default", "max");
                fill(limit, "defaultRequest", "default");
                fill(limit, "defaultRequest", "min");
            }
        }
    }

    private static void fill(ObjectNode limit, String field, String from) {
        limit.path(from)
                .properties()
                .forEach(entry -> Trees.putIfAbsent(Trees.object(limit, field), entry.getKey(), entry.getValue()));
    }

    @Override
    public boolean createsOnUpdate() {
        return true;
    }
}
