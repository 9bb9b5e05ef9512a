package io.jubernetes.controllers.clusterrole;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBuilder;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class AggregatedRulesTest {

    private static ClusterRole role(String name, String label, String verb) {
        return new ClusterRoleBuilder()
                .withNewMetadata()
                .withName(name)
                .addToLabels(label, "true")
                .endMetadata()
                .addNewRule()
                .withVerbs(verb)
                .endRule()
                .build();
    }

    @Test
    void theRulesOfAllSelectedRolesInOrderAndEachOnce() {
        ClusterRole made = new ClusterRoleBuilder(role("made", "to-b", "own"))
                .withNewAggregationRule()
                .addNewClusterRoleSelector()
                .addToMatchLabels("to-b", "true")
                .endClusterRoleSelector()
                .addNewClusterRoleSelector()
                .addToMatchLabels("to-a", "true")
                .endClusterRoleSelector()
                .endAggregationRule()
                .build();
        List<ClusterRole> all = List.of(
                role("1", "to-a", "get"),
                role("2", "to-b", "list"),
                role("3", "to-b", "get"),
                role("4", "no", "x"),
                made);
        assertThat(AggregatedRules.of(made, all))
                .extracting(PolicyRule::getVerbs)
                .containsExactly(List.of("list"), List.of("get"));
    }
}
