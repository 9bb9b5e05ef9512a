package io.jubernetes.scheduler.snapshot;

import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorRequirement;
import io.jubernetes.apimachinery.selector.Requirement;
import io.jubernetes.apimachinery.selector.Requirement.Operator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the label selectors of objects into the form that is matched. */
public final class Selectors {

    private Selectors() {}

    /** A missing selector chooses nothing, an empty one everything. */
    public static io.jubernetes.apimachinery.selector.LabelSelector of(@Nullable LabelSelector selector) {
        return selector == null
                ? io.jubernetes.apimachinery.selector.LabelSelector.NOTHING
                : io.jubernetes.apimachinery.selector.LabelSelector.of(requirements(selector));
    }

    /**
     * Adds that the pod's own values of some labels are wanted, or not wanted. A key that the pod does not have adds nothing, and
     * a missing selector stays missing.
     */
    public static io.jubernetes.apimachinery.selector.LabelSelector narrowed(
            @Nullable LabelSelector selector, Map<String, String> own, List<String> same, List<String> different) {
        if (selector == null) {
            return io.jubernetes.apimachinery.selector.LabelSelector.NOTHING;
        }
        List<Requirement> all = requirements(selector);
        add(all, own, same, Operator.IN);
        add(all, own, different, Operator.NOT_IN);
        return io.jubernetes.apimachinery.selector.LabelSelector.of(all);
    }

    private static List<Requirement> requirements(LabelSelector selector) {
        List<Requirement> all = new ArrayList<>();
        if (selector.getMatchLabels() != null) {
            selector.getMatchLabels()
                    .forEach((key, value) -> all.add(new Requirement(key, Operator.EQUALS, List.of(value))));
        }
        selector.getMatchExpressions().forEach(expression -> all.add(requirement(expression)));
        return all;
    }

    /** The API server has refused every other operator. */
    private static Requirement requirement(LabelSelectorRequirement expression) {
        Operator operator = switch (expression.getOperator()) {
            case "In" -> Operator.IN;
            case "NotIn" -> Operator.NOT_IN;
            case "Exists" -> Operator.EXISTS;
            default -> Operator.DOES_NOT_EXIST;
        };
        return new Requirement(expression.getKey(), operator, expression.getValues());
    }

    private static void add(List<Requirement> all, Map<String, String> own, List<String> keys, Operator operator) {
        for (String key : keys) {
            String value = own.get(key);
            if (value != null) {
                all.add(new Requirement(key, operator, List.of(value)));
            }
        }
    }
}
