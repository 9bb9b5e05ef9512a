package io.jubernetes.apiserver.rules;

import com.fasterxml.jackson.databind.JsonNode;
import io.jubernetes.apiserver.validation.Trees;
import java.util.List;

/**
 * When a rule holds: {@code field} (something stands there), {@code !field}, {@code field=A|B}, {@code field!=A|B}. The field is
 * one of the object that has the value; behind a slash, one of the object of the type that the rule stands with. An item
 * of a list goes by its number.
 */
record Condition(boolean ofBase, List<String> field, boolean negated, List<String> values) {

    static Condition parse(String text) {
        boolean absent = text.startsWith("!");
        String plain = absent ? text.substring(1) : text;
        boolean base = plain.startsWith("/");
        String rest = base ? plain.substring(1) : plain;
        int equals = rest.indexOf('=');
        if (equals < 0) {
            return new Condition(base, path(rest), absent, List.of());
        }
        boolean negated = rest.charAt(equals - 1) == '!';
        String field = rest.substring(0, negated ? equals - 1 : equals);
        return new Condition(
                base, path(field), negated, List.of(rest.substring(equals + 1).split("\\|", -1)));
    }

    private static List<String> path(String dotted) {
        return List.of(dotted.split("\\."));
    }

    boolean holds(JsonNode base, JsonNode owner) {
        JsonNode value = ofBase ? base : owner;
        for (String step : field) {
            value = value.isArray() ? value.path(Integer.parseInt(step)) : value.path(step);
        }
        boolean is = values.isEmpty() ? !Trees.isBlank(value) : values.contains(value.asText(""));
        return is != negated;
    }
}
