package io.jubernetes.apiserver.authorization;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.selector.LabelSelector;
import io.jubernetes.apiserver.authorization.Binding.RoleRef;
import io.jubernetes.apiserver.validation.Trees;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Cluster roles that are made of others have the rules of all that their selectors select, of these too if they are made so. */
final class Aggregation {

    private Aggregation() {}

    /** Adds to the rules of roles those they are made of. */
    static void complete(List<ObjectNode> clusterRoles, Map<RoleRef, List<PolicyRule>> roles) {
        List<ObjectNode> made =
                clusterRoles.stream().filter(role -> !selectors(role).isEmpty()).toList();
        for (ObjectNode role : made) {
            Set<PolicyRule> rules = new LinkedHashSet<>();
            collect(role, clusterRoles, roles, rules, new LinkedHashSet<>());
            roles.put(ref(role), List.copyOf(rules));
        }
    }

    private static void collect(
            ObjectNode role,
            List<ObjectNode> all,
            Map<RoleRef, List<PolicyRule>> roles,
            Set<PolicyRule> rules,
            Set<RoleRef> seen) {
        if (!seen.add(ref(role))) {
            return;
        }
        rules.addAll(roles.getOrDefault(ref(role), List.of()));
        List<LabelSelector> selectors = selectors(role);
        for (ObjectNode other : all) {
            Map<String, String> labels = Trees.strings(other.path("metadata").path("labels"));
            if (selectors.stream().anyMatch(selector -> selector.matches(labels))) {
                collect(other, all, roles, rules, seen);
            }
        }
    }

    private static List<LabelSelector> selectors(ObjectNode role) {
        List<LabelSelector> selectors = new ArrayList<>();
        for (JsonNode selector : role.path("aggregationRule").path("clusterRoleSelectors")) {
            selectors.add(LabelSelector.of(selector));
        }
        return selectors;
    }

    private static RoleRef ref(ObjectNode role) {
        return new RoleRef("", Trees.text(role, "metadata.name"));
    }
}
