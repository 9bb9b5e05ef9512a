package io.jubernetes.apiserver.cel.cost;

import io.jubernetes.apimachinery.quantity.Quantity;
import io.jubernetes.apiserver.cel.library.NamedFormat;
import io.jubernetes.apiserver.cel.library.Overload;
import io.jubernetes.apiserver.cel.value.Bytes;
import io.jubernetes.apiserver.cel.value.ListValue;
import io.jubernetes.apiserver.cel.value.MapValue;
import io.jubernetes.apiserver.cel.value.Named;
import io.jubernetes.apiserver.cel.value.Values;

/** What a call costs, told by its arguments before it is made. */
public final class ActualCosts {

    public static final long LIST = Factors.LIST;
    public static final long MAP = Factors.MAP;

    private ActualCosts() {}

    public static long of(Overload overload, Object[] arguments) {
        return switch (overload.function()) {
            case "_==_", "_!=_" -> equality(overload, arguments);
            case "isSorted", "sum", "max", "min", "indexOf", "lastIndexOf" -> traversal(arguments[0]);
            case "url", "lowerAscii", "upperAscii", "substring", "trim", "cidr", "isIP", "isCIDR" -> text(arguments, 1);
            case "quantity", "isQuantity", "semver", "isSemver" -> text(arguments, 1);
            case "replace", "split", "ip.isCanonical" -> text(arguments, 2);
            case "join" -> joined(arguments);
            case "find", "findAll" -> regex(Values.size(arguments[0]), Values.size(arguments[1]));
            case "ip" -> overload.member() ? 1 : text(arguments, 1);
            case "containsIP", "containsCIDR" -> contained(overload, arguments);
            case "validate" ->
                arguments[0] instanceof NamedFormat format ? regex(Values.size(arguments[1]), format.regexSize()) : 1;
            case "sets.contains", "sets.intersects" -> compared(arguments, 1);
            case "sets.equivalent" -> compared(arguments, 2);
            case "slice", "flatten", "lists.range", "reverse", "distinct", "sort", "@sortByAssociatedKeys" ->
                list(overload, arguments);
            default -> standard(overload, arguments);
        };
    }

    private static long standard(Overload overload, Object[] arguments) {
        return switch (overload.id()) {
            case "starts_with_string", "ends_with_string" -> up(Values.size(arguments[1]) * Factors.TEXT);
            case "string_to_bytes", "bytes_to_string", "string_format", "strings_quote" -> text(arguments, 1);
            case "in_list" -> Values.size(arguments[1]);
            case "less_string", "greater_string", "less_equals_string", "greater_equals_string" -> smaller(arguments);
            case "less_bytes", "greater_bytes", "less_equals_bytes", "greater_equals_bytes" -> smaller(arguments);
            case "add_string", "add_bytes" ->
                up((Values.size(arguments[0]) + Values.size(arguments[1])) * Factors.TEXT);
            case "matches", "matches_string" -> regex(Values.size(arguments[0]), Values.size(arguments[1]));
            case "contains_string" ->
                Range.multiply(
                        up(Values.size(arguments[0]) * Factors.TEXT), up(Values.size(arguments[1]) * Factors.TEXT));
            default -> 1;
        };
    }

    private static long equality(Overload overload, Object[] arguments) {
        boolean simple = overload.function().equals("_==_")
                && (arguments[0] instanceof Named || arguments[0] instanceof Quantity);
        return simple ? 1 : smaller(arguments);
    }

    private static long smaller(Object[] arguments) {
        return up(Math.min(Values.size(arguments[0]), Values.size(arguments[1])) * Factors.TEXT);
    }

    private static long text(Object[] arguments, int times) {
        return up(Values.size(arguments[0]) * times * Factors.TEXT);
    }

    private static long joined(Object[] arguments) {
        long length = 0;
        for (Object item : (ListValue) arguments[0]) {
            length += Values.size(item);
        }
        int separators = Math.max(0, ((ListValue) arguments[0]).size() - 1);
        length += arguments.length > 1 ? separators * Values.size(arguments[1]) : 0;
        return up(length * 2 * Factors.TEXT);
    }

    private static long regex(long text, long regex) {
        return Range.multiply(up((1 + text) * Factors.TEXT), up(regex * Factors.REGEX));
    }

    private static long contained(Overload overload, Object[] arguments) {
        long network = Values.size(arguments[0]);
        long cost = up(2 * network * Factors.TEXT);
        if (overload.function().equals("containsCIDR")) {
            cost += up(network * Factors.TEXT) + 1;
        }
        return overload.id().endsWith("_string") ? cost + up(Values.size(arguments[1]) * Factors.TEXT) : cost;
    }

    private static long compared(Object[] arguments, int times) {
        return Range.add(
                1, Range.multiply(Range.multiply(Values.size(arguments[0]), Values.size(arguments[1])), times));
    }

    private static long list(Overload overload, Object[] arguments) {
        long work = switch (overload.function()) {
            case "slice" -> Math.max(0, (Long) arguments[2] - (Long) arguments[1]);
            case "lists.range" -> Math.max(0, (Long) arguments[0]);
            case "flatten" ->
                Range.multiply(Values.size(arguments[0]), arguments.length > 1 ? Math.max(0, (Long) arguments[1]) : 1);
            case "distinct", "sort" -> selfCompare((ListValue) arguments[0]);
            case "@sortByAssociatedKeys" -> selfCompare((ListValue) arguments[1]);
            default -> Values.size(arguments[0]);
        };
        return Range.add(work, 1 + Factors.LIST);
    }

    private static long selfCompare(ListValue list) {
        long pairs = Range.multiply(list.size(), list.size());
        boolean texts = list.size() > 0 && (list.at(0) instanceof String || list.at(0) instanceof Bytes);
        return (long) (pairs * (texts ? 2 + Factors.TEXT : 2));
    }

    private static long traversal(Object value) {
        return switch (value) {
            case String text -> (long) (text.length() * Factors.TEXT);
            case Bytes bytes -> (long) (bytes.size() * Factors.TEXT);
            case ListValue list -> {
                long cost = 0;
                for (Object item : list) {
                    cost += traversal(item);
                }
                yield cost;
            }
            case MapValue map -> {
                long cost = 0;
                for (Object key : map.keys()) {
                    cost += traversal(key) + traversal(map.get(key));
                }
                yield cost;
            }
            default -> 1;
        };
    }

    private static long up(double cost) {
        return (long) Math.ceil(cost);
    }
}
