package io.jubernetes.apiserver.cel.cost;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What calls of CEL's own functions cost at most. */
final class StandardEstimates {

    private static final List<String> COMPARISONS = List.of(
            "equals",
            "not_equals",
            "less_string",
            "greater_string",
            "less_equals_string",
            "greater_equals_string",
            "less_bytes",
            "greater_bytes",
            "less_equals_bytes",
            "greater_equals_bytes");

    private StandardEstimates() {}

    static CallEstimate estimate(String id, @Nullable Range target, List<Range> arguments) {
        return switch (id) {
            case "string_format" -> CallEstimate.of((target == null ? Range.UNKNOWN : target).times(Factors.TEXT));
            case "string_to_bytes" -> {
                Range size = arguments.get(0);
                yield new CallEstimate(size.times(Factors.TEXT), new Range(size.min(), Range.multiply(size.max(), 4)));
            }
            case "bytes_to_string" -> {
                Range size = arguments.get(0);
                yield new CallEstimate(size.times(Factors.TEXT), new Range(size.min() / 4, size.max()));
            }
            case "strings_quote" -> {
                Range size = arguments.get(0);
                Range quoted = new Range(Range.add(size.min(), 2), Range.add(Range.multiply(size.max(), 2), 2));
                yield new CallEstimate(size.times(Factors.TEXT), quoted);
            }
            case "starts_with_string", "ends_with_string" ->
                CallEstimate.of(arguments.get(0).times(Factors.TEXT));
            case "in_list" -> CallEstimate.of(arguments.get(1));
            case "matches_string" ->
                target == null
                        ? CallEstimate.ONE
                        : CallEstimate.of(target.plus(Range.ONE)
                                .times(Factors.TEXT)
                                .times(arguments.get(0).times(Factors.REGEX)));
            case "contains_string" ->
                target == null
                        ? CallEstimate.ONE
                        : CallEstimate.of(target.times(Factors.TEXT)
                                .times(arguments.get(0).times(Factors.TEXT)));
            case "add_string", "add_bytes" -> {
                Range size = arguments.get(0).plus(arguments.get(1));
                yield new CallEstimate(size.times(Factors.TEXT), size);
            }
            case "add_list" -> new CallEstimate(Range.ONE, arguments.get(0).plus(arguments.get(1)));
            default -> COMPARISONS.contains(id) ? compared(arguments.get(0), arguments.get(1)) : CallEstimate.ONE;
        };
    }

    /** Up to the end of the shorter of both. */
    private static CallEstimate compared(Range a, Range b) {
        long shorter = Math.min(a.max(), b.max());
        return CallEstimate.of(new Range(shorter > 0 ? 1 : 0, shorter).times(Factors.TEXT));
    }
}
