package io.jubernetes.apiserver.quota;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.json.Json;
import io.jubernetes.apimachinery.quantity.Quantity;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;

/** Quantities by name, in order. Immutable. */
public final class Amounts {

    public static final Amounts NONE = new Amounts(new TreeMap<>());

    private final TreeMap<String, Quantity> values;

    private Amounts(TreeMap<String, Quantity> values) {
        this.values = values;
    }

    /** As objects write them. */
    public static Amounts of(JsonNode node) {
        TreeMap<String, Quantity> values = new TreeMap<>();
        node.properties()
                .forEach(entry -> values.put(
                        entry.getKey(), Quantity.parse(entry.getValue().asText())));
        return new Amounts(values);
    }

    static Amounts of(Map<String, Quantity> values) {
        return new Amounts(new TreeMap<>(values));
    }

    public Amounts plus(Amounts other) {
        return merged(other, Quantity::add);
    }

    /** For each name the greater. */
    Amounts most(Amounts other) {
        return merged(other, (a, b) -> a.compareTo(b) >= 0 ? a : b);
    }

    private Amounts merged(Amounts other, BinaryOperator<Quantity> how) {
        TreeMap<String, Quantity> sum = new TreeMap<>(values);
        other.values.forEach((name, value) -> sum.merge(name, value, how));
        return new Amounts(sum);
    }

    /** With others' values in the place of those that both have. */
    Amounts overriddenBy(Amounts other) {
        return merged(other, (a, b) -> b);
    }

    /** What this has more than another; nothing is less than zero. */
    public Amounts beyond(Amounts other) {
        TreeMap<String, Quantity> rest = new TreeMap<>();
        values.forEach((name, value) -> {
            Quantity left = value.subtract(other.get(name));
            rest.put(name, left.signum() < 0 ? Quantity.ZERO : left);
        });
        return new Amounts(rest);
    }

    public Amounts only(Collection<String> names) {
        TreeMap<String, Quantity> some = new TreeMap<>(values);
        some.keySet().retainAll(names);
        return new Amounts(some);
    }

    public Amounts withoutZeros() {
        TreeMap<String, Quantity> some = new TreeMap<>(values);
        some.values().removeIf(Quantity::isZero);
        return new Amounts(some);
    }

    /** Whose values are greater than those of a limit; what the limit does not name is not limited. */
    public Set<String> above(Amounts limit) {
        return values.entrySet().stream()
                .filter(entry -> limit.values.containsKey(entry.getKey())
                        && entry.getValue().compareTo(limit.get(entry.getKey())) > 0)
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(java.util.TreeSet::new));
    }

    public Quantity get(String name) {
        return values.getOrDefault(name, Quantity.ZERO);
    }

    public Set<String> names() {
        return values.keySet();
    }

    public boolean isEmpty() {
        return values.isEmpty();
    }

    public ObjectNode toJson() {
        ObjectNode node = Json.object();
        values.forEach((name, value) -> node.put(name, value.toString()));
        return node;
    }

    /** {@code cpu=1,pods=2}. */
    @Override
    public String toString() {
        return values.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining(","));
    }
}
