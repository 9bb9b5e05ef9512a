package io.jubernetes.apiserver.rules;

import com.fasterxml.jackson.databind.JsonNode;
import io.jubernetes.apiserver.rules.Rule.Check;
import io.jubernetes.apiserver.validation.Trees;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Words that warn. */
final class Warnings {

    private static final Map<String, String> NEWER_LABELS = Map.of(
            "beta.kubernetes.io/arch", "since v1.14; use \"kubernetes.io/arch\" instead",
            "beta.kubernetes.io/os", "since v1.14; use \"kubernetes.io/os\" instead",
            "failure-domain.beta.kubernetes.io/region", "since v1.17; use \"topology.kubernetes.io/region\" instead",
            "failure-domain.beta.kubernetes.io/zone", "since v1.17; use \"topology.kubernetes.io/zone\" instead",
            "beta.kubernetes.io/instance-type", "since v1.17; use \"node.kubernetes.io/instance-type\" instead");

    private Warnings() {}

    static void warn(Spot spot, String text) {
        spot.problems().warn(spot.path().toString(), text);
    }

    static Check check(String word, List<String> arguments, String text) {
        return switch (word) {
            case "warn-below" -> {
                long least = Long.parseLong(arguments.getFirst());
                yield Words.ifPresent(spot -> warnIf(spot, spot.value().asLong(least) < least, text));
            }
            case "warn-empty" -> spot -> warnIf(spot, Trees.isBlank(spot.value()), text);
            case "warn-form" -> form(Texts.known(arguments.getFirst()), text);
            case "warn-hidden" -> Words.ifPresent(Warnings::hidden);
            case "warn-labels" -> Words.ifPresent(Warnings::labels);
            default -> Words.ifPresent(Warnings::fraction);
        };
    }

    private static void warnIf(Spot spot, boolean condition, String text) {
        if (condition) {
            warn(spot, text);
        }
    }

    private static Check form(Function<String, List<String>> form, String text) {
        return spot -> {
            List<String> problems = form.apply(spot.text());
            warnIf(spot, !problems.isEmpty(), text + ": [" + String.join(" ", problems) + "]");
        };
    }

    /** Of variables with the same name the last one counts, and apply keeps but one. */
    private static void hidden(Spot variables) {
        Set<String> names = new HashSet<>();
        for (int i = 0; i < variables.value().size(); i++) {
            String name = Trees.text(variables.value().get(i), "name");
            boolean again = !name.isEmpty() && !names.add(name);
            warnIf(
                    variables.item(i),
                    again,
                    "hides previous definition of \"" + name + "\", which may be dropped when using apply");
        }
    }

    private static void labels(Spot labels) {
        labels.value().fieldNames().forEachRemaining(label -> {
            String newer = NEWER_LABELS.get(label);
            warnIf(labels.entry(label), newer != null, "deprecated " + newer);
        });
    }

    private static void fraction(Spot amounts) {
        for (String name : List.of("memory", "ephemeral-storage", "storage")) {
            JsonNode amount = amounts.value().path(name);
            boolean fraction = !Trees.isBlank(amount) && Quantities.of(amount).milliValue() % 1000 != 0;
            warnIf(
                    amounts.entry(name),
                    fraction,
                    "fractional byte value \"" + amount.asText() + "\" is invalid, must be an integer");
        }
    }
}
