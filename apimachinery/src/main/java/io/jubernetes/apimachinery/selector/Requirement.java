package io.jubernetes.apimachinery.selector;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One condition on a label.
 *
 * @param values sorted; one for the comparisons, none for EXISTS and DOES_NOT_EXIST
 */
public record Requirement(String key, Operator operator, List<String> values) {

    public enum Operator {
        EQUALS,
        NOT_EQUALS,
        IN,
        NOT_IN,
        EXISTS,
        DOES_NOT_EXIST,
        GREATER_THAN,
        LESS_THAN
    }

    public Requirement {
        values = values.stream().sorted().distinct().toList();
    }

    public boolean matches(Map<String, String> labels) {
        String value = labels.get(key);
        return switch (operator) {
            case EQUALS, IN -> value != null && values.contains(value);
            case NOT_EQUALS, NOT_IN -> value == null || !values.contains(value);
            case EXISTS -> value != null;
            case DOES_NOT_EXIST -> value == null;
            case GREATER_THAN -> compare(value) > 0;
            case LESS_THAN -> compare(value) < 0;
        };
    }

    /** 0 when the label is absent or no number: it is then neither greater nor less. */
    private int compare(@Nullable String value) {
        if (value == null || !isInteger(value)) {
            return 0;
        }
        return new BigInteger(value).compareTo(new BigInteger(values.getFirst()));
    }

    static boolean isInteger(String text) {
        return text.length() < 40 && text.matches("[-+]?[0-9]+");
    }

    @Override
    public String toString() {
        return switch (operator) {
            case EQUALS -> key + "=" + values.getFirst();
            case NOT_EQUALS -> key + "!=" + values.getFirst();
            case IN -> key + " in (" + String.join(",", values) + ")";
            case NOT_IN -> key + " notin (" + String.join(",", values) + ")";
            case EXISTS -> key;
            case DOES_NOT_EXIST -> "!" + key;
            case GREATER_THAN -> key + ">" + values.getFirst();
            case LESS_THAN -> key + "<" + values.getFirst();
        };
    }
}
