package io.jubernetes.controllers.clusterrole;

import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.jubernetes.controllers.ownership.LabelMatch;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The rules that a role has by its {@code aggregationRule}. */
final class AggregatedRules {

    private AggregatedRules() {}

    /**
     * The rules of all other roles that the selectors select, each once, in the order of the selectors and the roles' names.
     *
     * @param all cluster roles, sorted by name
     */
    static List<PolicyRule> of(ClusterRole made, List<ClusterRole> all) {
        Set<PolicyRule> rules = new LinkedHashSet<>();
        for (LabelSelector selector : made.getAggregationRule().getClusterRoleSelectors()) {
            for (ClusterRole part : all) {
                boolean itself =
                        part.getMetadata().getName().equals(made.getMetadata().getName());
                if (!itself && LabelMatch.matches(selector, part)) {
                    rules.addAll(part.getRules());
                }
            }
        }
        return new ArrayList<>(rules);
    }
}
