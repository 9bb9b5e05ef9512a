package io.jubernetes.apiserver.rules;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * Something that must hold at a path below the objects of a type.
 *
 * @param steps field names; {@code *} stands for each item of a list and each value of a map
 */
record Rule(List<String> steps, List<Condition> conditions, Check check) {

    /** What is asked of a value. Absent values are missing nodes. */
    @FunctionalInterface
    interface Check {
        void look(Spot spot);
    }

    void apply(Spot base) {
        descend(base, base.value(), 0);
    }

    private void descend(Spot at, JsonNode base, int depth) {
        if (depth == steps.size()) {
            if (conditions.stream()
                    .allMatch(condition -> condition.holds(base, depth == 0 ? at.value() : at.owner()))) {
                check.look(at);
            }
            return;
        }
        String step = steps.get(depth);
        if (!step.equals("*")) {
            descend(at.field(step), base, depth + 1);
        } else if (at.value().isArray()) {
            for (int i = 0; i < at.value().size(); i++) {
                descend(at.item(i), base, depth + 1);
            }
        } else {
            at.value().properties().forEach(entry -> descend(at.entry(entry.getKey()), base, depth + 1));
        }
    }
}
