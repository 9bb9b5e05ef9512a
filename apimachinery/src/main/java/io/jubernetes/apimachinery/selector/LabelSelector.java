package io.jubernetes.apimachinery.selector;

import com.fasterxml.jackson.databind.JsonNode;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.apimachinery.selector.Requirement.Operator;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Chooses objects by their labels: all requirements hold. Immutable. */
public final class LabelSelector {

    /** Chooses every object. */
    public static final LabelSelector EVERYTHING = new LabelSelector(List.of(), false);

    /** Chooses none. */
    public static final LabelSelector NOTHING = new LabelSelector(List.of(), true);

    private final List<Requirement> requirements;
    private final boolean nothing;

    private LabelSelector(List<Requirement> requirements, boolean nothing) {
        this.requirements = requirements.stream()
                .sorted(Comparator.comparing(Requirement::key))
                .toList();
        this.nothing = nothing;
    }

    /**
     * Reads the form of query parameters: {@code a=b,c!=d,e in (x,y),f notin (z),!g,h,i>1}. Empty chooses everything.
     *
     * @throws ApiException BadRequest
     */
    public static LabelSelector parse(String text) {
        return of(new LabelSelectorParser(text).parse());
    }

    public static LabelSelector of(List<Requirement> requirements) {
        return requirements.isEmpty() ? EVERYTHING : new LabelSelector(requirements, false);
    }

    /** The labels that an object must have, as a Service or ReplicationController writes them. */
    public static LabelSelector ofLabels(Map<String, String> labels) {
        List<Requirement> requirements = new ArrayList<>();
        labels.forEach((k, v) -> requirements.add(new Requirement(k, Operator.EQUALS, List.of(v))));
        return of(requirements);
    }

    /**
     * Reads the object form, {@code matchLabels} and {@code matchExpressions}. A missing object chooses nothing, an empty one
     * everything.
     *
     * @throws ApiException BadRequest
     */
    public static LabelSelector of(@Nullable JsonNode selector) {
        if (selector == null || selector.isNull() || selector.isMissingNode()) {
            return NOTHING;
        }
        List<Requirement> requirements = new ArrayList<>();
        selector.path("matchLabels")
                .properties()
                .forEach(e -> requirements.add(LabelRules.checked(
                        e.getKey(), Operator.EQUALS, List.of(e.getValue().asText()))));
        selector.path("matchExpressions").forEach(e -> requirements.add(expression(e)));
        return of(requirements);
    }

    private static Requirement expression(JsonNode expression) {
        String name = expression.path("operator").asText();
        Operator operator = switch (name) {
            case "In" -> Operator.IN;
            case "NotIn" -> Operator.NOT_IN;
            case "Exists" -> Operator.EXISTS;
            case "DoesNotExist" -> Operator.DOES_NOT_EXIST;
            default -> throw ApiException.badRequest("\"" + name + "\" is not a valid label selector operator");
        };
        List<String> values =
                expression.path("values").valueStream().map(JsonNode::asText).toList();
        return LabelRules.checked(expression.path("key").asText(), operator, values);
    }

    public boolean matches(Map<String, String> labels) {
        if (nothing) {
            return false;
        }
        for (int i = 0; i < requirements.size(); i++) {
            if (!requirements.get(i).matches(labels)) {
                return false;
            }
        }
        return true;
    }

    /** Whether it chooses every object. */
    public boolean isEmpty() {
        return !nothing && requirements.isEmpty();
    }

    /** Sorted by key. */
    public List<Requirement> requirements() {
        return requirements;
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof LabelSelector other && nothing == other.nothing && requirements.equals(other.requirements);
    }

    @Override
    public int hashCode() {
        return requirements.hashCode() * 2 + (nothing ? 1 : 0);
    }

    /** The form that {@link #parse} reads; empty for {@link #NOTHING} too. */
    @Override
    public String toString() {
        return requirements.stream().map(Requirement::toString).collect(Collectors.joining(","));
    }
}
