package io.jubernetes.apiserver.rules;

import java.util.List;

/** Words about values out of a closed set. A list is looked at item by item, but named by its own path. */
final class Choices {

    private Choices() {}

    static void oneOf(Spot spot, List<String> supported) {
        if (spot.value().isArray()) {
            spot.value().forEach(item -> check(spot, item.asText(), supported));
        } else {
            check(spot, spot.text(), supported);
        }
    }

    private static void check(Spot spot, String value, List<String> supported) {
        if (!supported.contains(value)) {
            spot.problems().notSupported(spot.path().toString(), value, supported);
        }
    }

    static void noneOf(Spot spot, List<String> refused, String why) {
        if (refused.contains(spot.text())) {
            spot.invalid(why);
        }
    }
}
