package io.jubernetes.cli.output;

import com.fasterxml.jackson.databind.JsonNode;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.apimachinery.jsonpath.JsonPath;
import io.jubernetes.apimachinery.quantity.Quantity;
import io.jubernetes.cli.CommandException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** {@code --sort-by}: objects in the order of a field; those without it come first. */
public final class SortOrder {

    private final String expression;
    private final JsonPath path;

    private SortOrder(String expression, JsonPath path) {
        this.expression = expression;
        this.path = path;
    }

    public static SortOrder parse(String expression) {
        try {
            return new SortOrder(expression, JsonPath.relaxed(expression).allowingMissing());
        } catch (IllegalArgumentException e) {
            throw new CommandException("error: unexpected path string, expected a 'name1.name2' or '.name1.name2' or "
                    + "'{name1.name2}' or '{.name1.name2}'");
        }
    }

    /** @param object the part of an item that the path is about */
    public <T> List<T> sorted(List<T> items, Function<T, JsonNode> object) {
        record Keyed<T>(T item, @Nullable JsonNode key) {}
        List<Keyed<T>> keyed = new ArrayList<>();
        for (T item : items) {
            List<JsonNode> found = path.find(object.apply(item));
            keyed.add(new Keyed<>(item, found.isEmpty() ? null : found.getFirst()));
        }
        if (!items.isEmpty() && keyed.stream().allMatch(k -> k.key() == null)) {
            throw new CommandException(
                    "error: couldn't find any field with path \"{" + normal() + "}\" in the list of objects");
        }
        keyed.sort(Comparator.comparing(Keyed::key, Comparator.nullsFirst(SortOrder::compare)));
        return keyed.stream().map(Keyed::item).toList();
    }

    private String normal() {
        String bare = expression.replaceAll("^\\{|\\}$", "");
        return bare.startsWith(".") || bare.startsWith("[") ? bare : "." + bare;
    }

    private static int compare(JsonNode a, JsonNode b) {
        if (a.isNumber() && b.isNumber()) {
            return a.decimalValue().compareTo(b.decimalValue());
        }
        Quantity first = quantity(a);
        Quantity second = quantity(b);
        return first != null && second != null ? first.compareTo(second) : natural(a.asText(), b.asText());
    }

    private static @Nullable Quantity quantity(JsonNode value) {
        if (!value.isTextual() || !value.textValue().matches("[-+]?[0-9.]+([eE]?[-+]?[0-9]*|[a-zA-Z]{0,2})")) {
            return null;
        }
        try {
            return Quantity.parse(value.textValue());
        } catch (ApiException | IllegalArgumentException e) {
            return null;
        }
    }

    /** Runs of digits by their number: web-2 before web-10. */
    static int natural(String a, String b) {
        int i = 0;
        int j = 0;
        while (i < a.length() && j < b.length()) {
            int endA = digits(a, i);
            int endB = digits(b, j);
            if (endA > i && endB > j) {
                int order = new java.math.BigInteger(a.substring(i, endA))
                        .compareTo(new java.math.BigInteger(b.substring(j, endB)));
                if (order != 0) {
                    return order;
                }
                i = endA;
                j = endB;
            } else if (a.charAt(i) != b.charAt(j)) {
                return Character.compare(a.charAt(i), b.charAt(j));
            } else {
                i++;
                j++;
            }
        }
        return Integer.compare(a.length() - i, b.length() - j);
    }

    private static int digits(String text, int from) {
        int end = from;
        while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
            end++;
        }
        return end;
    }
}
