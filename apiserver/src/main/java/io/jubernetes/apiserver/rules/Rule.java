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

        /** Whether it has anything to say about a value that is absent. */
        default boolean ofAbsent() {
            return true;
        }
    }

    void apply(Spot base) {
        if (!steps.isEmpty()) {
            descend(base, base.value(), 0);
        } else if (applies(base.value(), base.value())) {
            check.look(base);
        }
    }

    /** Most values are absent and most conditions do not hold: that must cost next to nothing. */
    private void descend(Spot owner, JsonNode base, int depth) {
        String step = steps.get(depth);
        boolean last = depth == steps.size() - 1;
        if (step.equals("*")) {
            each(owner, base, depth);
            return;
        }
        if (!check.ofAbsent() && !owner.value().has(step) || last && !applies(base, owner.value())) {
            return;
        }
        Spot spot = owner.field(step);
        if (last) {
            check.look(spot);
        } else {
            descend(spot, base, depth + 1);
        }
    }

    private void each(Spot list, JsonNode base, int depth) {
        if (list.value().isArray()) {
            for (int i = 0; i < list.value().size(); i++) {
                item(list.item(i), base, depth);
            }
        } else {
            list.value().properties().forEach(entry -> item(list.entry(entry.getKey()), base, depth));
        }
    }

    private void item(Spot item, JsonNode base, int depth) {
        if (depth < steps.size() - 1) {
            descend(item, base, depth + 1);
        } else if (applies(base, item.owner())) {
            check.look(item);
        }
    }

    private boolean applies(JsonNode base, JsonNode owner) {
        for (Condition condition : conditions) {
            if (!condition.holds(base, owner)) {
                return false;
            }
        }
        return true;
    }
}
