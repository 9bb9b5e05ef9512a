package io.jubernetes.apiserver.rules;

import com.fasterxml.jackson.databind.JsonNode;
import io.jubernetes.apimachinery.name.Names;
import io.jubernetes.apiserver.rules.Rule.Check;
import io.jubernetes.apiserver.validation.Trees;
import java.util.List;
import java.util.regex.Pattern;

/** Words about numbers. Absent numbers are not looked at. */
final class Numbers {

    private static final Pattern PERCENT = Pattern.compile("[0-9]{1,9}%");
    private static final String NO_PERCENT =
            "a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%', or '93%', regex used "
                    + "for validation is '[0-9]+%')";

    private Numbers() {}

    static Check check(String word, List<String> arguments, String text) {
        long low = Long.parseLong(arguments.getFirst());
        long high = word.equals("min") ? Long.MAX_VALUE : Long.parseLong(arguments.getLast());
        String why = text.isEmpty() ? describe(word, low, high) : text;
        return spot -> {
            JsonNode value = spot.value();
            if (!Trees.isAbsent(value) && (value.asLong() < low || value.asLong() > high)) {
                spot.invalid(why);
            }
        };
    }

    private static String describe(String word, long low, long high) {
        return switch (word) {
            case "min" -> low == 1 ? "must be greater than zero" : "must be greater than or equal to " + low;
            case "exactly" -> "must be " + low;
            default -> "must be between " + low + " and " + high + ", inclusive";
        };
    }

    /** A zero means none. */
    static void port(Spot spot) {
        if (spot.value().asLong(0) != 0) {
            spot.invalid(Names.portNumber(spot.value().asLong(0)));
        }
    }

    static void portOrName(Spot spot) {
        if (spot.value().isTextual()) {
            spot.invalid(Names.portName(spot.text()));
        } else {
            String path = spot.path().toString();
            long port = spot.value().asLong(0);
            Names.portNumber(port).forEach(why -> spot.problems().invalid(path, port, why));
        }
    }

    static void countOrPercent(Spot spot) {
        if (spot.value().isTextual() && !PERCENT.matcher(spot.text()).matches()) {
            spot.invalid(NO_PERCENT);
        } else if (spot.value().asLong(0) < 0) {
            spot.invalid("must be greater than or equal to 0");
        }
    }

    /** The number, or that of the percentage; negative when it is neither. */
    static long countOf(JsonNode number) {
        String text = number.asText("0").replace("%", "");
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException reported) {
            return -1;
        }
    }
}
