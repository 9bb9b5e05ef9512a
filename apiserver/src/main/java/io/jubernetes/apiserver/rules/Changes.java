package io.jubernetes.apiserver.rules;

import io.jubernetes.apiserver.validation.Trees;

/** Words about updates. */
final class Changes {

    private Changes() {}

    static void immutable(Spot spot, String text) {
        if (spot.visit().update() && !Trees.sameMeaning(spot.value(), spot.before())) {
            spot.invalid(text.isEmpty() ? "field is immutable" : text);
        }
    }

    /** Like {@code immutable}, once there is something. The text makes it forbidden. */
    static void setOnce(Spot spot, String text) {
        if (!spot.visit().update() || Trees.isBlank(spot.before())) {
            return;
        }
        if (!Trees.sameMeaning(spot.value(), spot.before())) {
            if (text.isEmpty()) {
                spot.invalid("field is immutable");
            } else {
                spot.forbidden(text);
            }
        }
    }

    /** Like {@code immutable}, but forbidden. */
    static void unchanged(Spot spot, String text) {
        if (spot.visit().update() && !Trees.sameMeaning(spot.value(), spot.before())) {
            spot.forbidden(text);
        }
    }
}
