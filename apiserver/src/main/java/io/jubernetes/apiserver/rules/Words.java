package io.jubernetes.apiserver.rules;

import io.jubernetes.apimachinery.name.Names;
import io.jubernetes.apiserver.rules.Rule.Check;
import io.jubernetes.apiserver.validation.MetadataValidation;
import io.jubernetes.apiserver.validation.Trees;
import java.util.List;
import java.util.function.Function;

/**
 * The words that rules are made of. Unless its description says otherwise a word has nothing against an absent or empty value.
 */
final class Words {

    private Words() {}

    /**
     * @param text replaces what the word says by itself; empty for that
     * @throws IllegalArgumentException for an unknown word
     */
    static Check check(String word, List<String> arguments, String text) {
        return switch (word) {
            // whether it is there; required also refuses what is empty
            case "required" -> spot -> Presence.required(spot, text);
            case "forbidden" -> ifPresent(spot -> spot.forbidden(text));
            case "invalid" -> spot -> spot.invalid(text);
            case "refused" -> spot -> spot.forbidden(text);
            case "forbidden-value" -> ifPresent(spot -> spot.invalid(text));
            case "forbidden-on-create" -> spot -> Presence.forbiddenOnCreate(spot, text);
            case "forbidden-if-set" -> spot -> Presence.forbiddenIfSet(spot, text);
            case "union" -> Presence.union(arguments, text);
            case "exactly-one" -> spot -> Presence.exactlyOne(spot, arguments, text);
            case "at-most-one" -> spot -> Presence.atMostOne(spot, text);
            case "required-one" -> spot -> Presence.requiredOne(spot, arguments, text);
            case "one-of" -> spot -> Presence.oneOf(spot, arguments, text);
            // what it may be
            case "enum" -> ifPresent(spot -> Choices.oneOf(spot, arguments));
            case "enum-or-nothing" -> spot -> Choices.oneOf(spot, arguments);
            case "reject" -> ifPresent(spot -> Choices.noneOf(spot, arguments, text));
            case "unique" -> ifPresent(spot -> Lists.unique(spot, arguments));
            case "max-items" -> ifPresent(spot -> Lists.atMost(spot, Integer.parseInt(arguments.getFirst()), text));
            case "max-length" -> ifPresent(spot -> Texts.atMost(spot, Integer.parseInt(arguments.getFirst())));
            // numbers
            case "min", "range", "exactly" -> ifPresent(Numbers.check(word, arguments, text));
            case "port" -> ifPresent(spot -> Numbers.port(spot));
            case "port-or-name" -> spot -> Numbers.portOrName(spot);
            case "count-or-percent" -> ifPresent(spot -> Numbers.countOrPercent(spot));
            case "quantity" -> ifPresent(spot -> Quantities.check(spot, arguments, text));
            // what is accepted, but worth a word
            case "warn" -> ifPresent(spot -> Warnings.warn(spot, text));
            case "warn-below", "warn-empty", "warn-form", "warn-hidden", "warn-labels", "warn-fraction" ->
                Warnings.check(word, arguments, text);
            // updates
            case "immutable" -> spot -> Changes.immutable(spot, text);
            case "unchanged" -> spot -> Changes.unchanged(spot, text);
            case "set-once" -> spot -> Changes.setOnce(spot, text);
            case "labels" ->
                ifPresent(spot ->
                        MetadataValidation.labels(spot.value(), spot.path().toString(), spot.problems()));
            case "annotations" ->
                ifPresent(spot ->
                        MetadataValidation.annotations(spot.value(), spot.path().toString(), spot.problems()));
            default -> form(word, arguments, text);
        };
    }

    /** Words about the form of a text, and code with a name. */
    private static Check form(String word, List<String> arguments, String text) {
        Function<String, List<String>> form = Texts.form(word, text);
        if (form != null) {
            return ifPresent(spot -> spot.invalid(form.apply(spot.text())));
        }
        return switch (word) {
            case "keys" -> ifPresent(Lists.keys(Texts.known(arguments.getFirst())));
            case "absolute" -> ifPresent(spot -> Texts.absolute(spot, text));
            case "matches" -> ifPresent(Texts.matching(arguments.getFirst(), text));
            case "label-key" -> spot -> spot.invalid(Names.qualifiedName(spot.text()));
            case "check" -> Particular.named(arguments.getFirst());
            default -> throw new IllegalArgumentException("no such word: " + word);
        };
    }

    /** The check, of values that are neither absent nor empty. */
    static Check ifPresent(Check check) {
        return new OfPresent(check);
    }

    private record OfPresent(Check check) implements Check {

        @Override
        public void look(Spot spot) {
            if (!Trees.isBlank(spot.value())) {
                check.look(spot);
            }
        }

        @Override
        public boolean ofAbsent() {
            return false;
        }
    }
}
