package io.jubernetes.controllers.ownership;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorRequirement;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whether label selectors match. An absent selector matches nothing, an empty one everything. */
public final class LabelMatch {

    private LabelMatch() {}

    public static boolean matches(@Nullable LabelSelector selector, HasMetadata object) {
        return matches(selector, labels(object));
    }

    public static boolean matches(@Nullable LabelSelector selector, Map<String, String> labels) {
        if (selector == null) {
            return false;
        }
        Map<String, String> exact = selector.getMatchLabels();
        return (exact == null || labels.entrySet().containsAll(exact.entrySet()))
                && selector.getMatchExpressions().stream().allMatch(r -> matches(r, labels.get(r.getKey())));
    }

    public static boolean isEmpty(@Nullable LabelSelector selector) {
        return selector == null
                || ((selector.getMatchLabels() == null
                                || selector.getMatchLabels().isEmpty())
                        && selector.getMatchExpressions().isEmpty());
    }

    public static Map<String, String> labels(HasMetadata object) {
        Map<String, String> labels = object.getMetadata().getLabels();
        return labels == null ? Map.of() : labels;
    }

    private static boolean matches(LabelSelectorRequirement requirement, @Nullable String value) {
        return switch (requirement.getOperator()) {
            case "In" -> value != null && requirement.getValues().contains(value);
            case "NotIn" -> value == null || !requirement.getValues().contains(value);
            case "Exists" -> value != null;
            case "DoesNotExist" -> value == null;
            default -> false;
        };
    }
}
