package io.jubernetes.apiserver.rules;

import com.fasterxml.jackson.databind.JsonNode;
import io.jubernetes.apimachinery.quantity.Quantity;
import java.util.List;

/** Words about quantities. */
final class Quantities {

    static final Quantity ZERO = Quantity.parse("0");

    private Quantities() {}

    /** {@code quantity} alone must not be negative, {@code quantity positive} neither zero. */
    static void check(Spot spot, List<String> arguments, String text) {
        int sign = of(spot.value()).compareTo(ZERO);
        boolean positive = arguments.contains("positive");
        if (sign < 0 || positive && sign == 0) {
            String why = positive ? "must be greater than zero" : "must be greater than or equal to 0";
            spot.invalid(text.isEmpty() ? why : text);
        }
    }

    static Quantity of(JsonNode node) {
        return Quantity.parse(node.asText("0"));
    }
}
