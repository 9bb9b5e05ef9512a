package io.jubernetes.apiserver.rules;

import io.jubernetes.apiserver.rules.Rule.Check;
import io.jubernetes.apiserver.validation.Trees;
import java.util.List;
import java.util.Map;

/** Words about what must be there, and what not together. */
final class Presence {

    private Presence() {}

    static void required(Spot spot, String text) {
        if (Trees.isBlank(spot.value())) {
            spot.required(text);
        }
    }

    /**
     * Exactly one of the fields of an object.
     *
     * @param arguments the fields; {@code !name} instead takes all but this one
     * @param noun what one of them is called, for the message
     */
    static Check union(List<String> arguments, String noun) {
        return spot -> {
            List<String> present = spot.value().properties().stream()
                    .filter(entry -> !entry.getValue().isNull())
                    .map(Map.Entry::getKey)
                    .filter(name -> arguments.contains(name)
                            || arguments.getFirst().startsWith("!")
                                    && !name.equals(arguments.getFirst().substring(1)))
                    .toList();
            if (present.isEmpty()) {
                spot.required("must specify a " + noun);
            }
            for (String extra : present.stream().skip(1).toList()) {
                spot.field(extra).forbidden("may not specify more than 1 " + noun);
            }
        };
    }

    /** Exactly one of some fields; else the object is invalid, with a text for none and, behind a bar, one for several. */
    static void oneOf(Spot spot, List<String> fields, String text) {
        long present = fields.stream()
                .filter(field -> !Trees.isAbsent(spot.value().path(field)))
                .count();
        String[] texts = text.split(" \\| ", -1);
        if (present == 0 && !texts[0].isEmpty()) {
            spot.problems().invalid(spot.path().toString(), "", texts[0]);
        } else if (present > 1) {
            spot.problems().invalid(spot.path().toString(), "", texts[texts.length - 1]);
        }
    }

    static void forbiddenOnCreate(Spot spot, String text) {
        if (!spot.visit().update() && !Trees.isBlank(spot.value())) {
            spot.forbidden(text);
        }
    }

    /** Also of a false or a zero. */
    static void forbiddenIfSet(Spot spot, String text) {
        if (!Trees.isAbsent(spot.value())) {
            spot.forbidden(text);
        }
    }

    static void atMostOne(Spot spot, String text) {
        if (spot.value().size() > 1) {
            spot.forbidden(text);
        }
    }

    static void requiredOne(Spot spot, List<String> fields, String text) {
        if (fields.stream().allMatch(field -> Trees.isBlank(spot.value().path(field)))) {
            spot.required(text);
        }
    }

    static void exactlyOne(Spot spot, List<String> fields, String text) {
        long present = fields.stream()
                .filter(field -> !Trees.isAbsent(spot.value().path(field)))
                .filter(field -> spot.value().path(field).asBoolean(true))
                .count();
        if (present != 1) {
            spot.required(text);
        }
    }
}
