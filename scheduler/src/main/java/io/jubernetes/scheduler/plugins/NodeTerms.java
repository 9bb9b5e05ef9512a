package io.jubernetes.scheduler.plugins;

import io.fabric8.kubernetes.api.model.NodeSelectorRequirement;
import io.fabric8.kubernetes.api.model.NodeSelectorTerm;
import io.jubernetes.scheduler.snapshot.NodeState;
import java.util.List;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/** Whether node selector terms match a node: any of the terms, all requirements of it; an empty term matches nothing. */
public final class NodeTerms {

    static final String NAME_FIELD = "metadata.name";

    private NodeTerms() {}

    public static boolean anyMatches(List<NodeSelectorTerm> terms, NodeState node) {
        return terms.stream().anyMatch(term -> matches(term, node));
    }

    static boolean matches(NodeSelectorTerm term, NodeState node) {
        if (term.getMatchExpressions().isEmpty() && term.getMatchFields().isEmpty()) {
            return false;
        }
        return term.getMatchExpressions().stream()
                        .allMatch(r -> matches(r, node.labels().get(r.getKey())))
                && term.getMatchFields().stream()
                        .allMatch(r -> matches(r, NAME_FIELD.equals(r.getKey()) ? node.name() : null));
    }

    private static boolean matches(NodeSelectorRequirement requirement, @Nullable String value) {
        List<String> values = requirement.getValues();
        return switch (Tolerations.text(requirement.getOperator())) {
            case "In" -> value != null && values.contains(value);
            case "NotIn" -> value == null || !values.contains(value);
            case "Exists" -> value != null;
            case "DoesNotExist" -> value == null;
            case "Gt" -> compares(value, values, difference -> difference > 0);
            case "Lt" -> compares(value, values, difference -> difference < 0);
            default -> false;
        };
    }

    private static boolean compares(@Nullable String value, List<String> values, LongPredicate wanted) {
        if (value == null || values.size() != 1) {
            return false;
        }
        try {
            return wanted.test(Long.compare(Long.parseLong(value), Long.parseLong(values.getFirst())));
        } catch (NumberFormatException e) {
            return false;
        }
    }
}
