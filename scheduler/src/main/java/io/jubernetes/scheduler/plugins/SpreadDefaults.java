package io.jubernetes.scheduler.plugins;

import io.fabric8.kubernetes.api.model.TopologySpreadConstraint;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraintBuilder;
import java.util.List;

/**
 * The constraints of pods that have none.
 *
 * @param isSystem whether they are upstream's own: nodes without one of the topology keys then count nevertheless
 */
public record SpreadDefaults(List<TopologySpreadConstraint> all, boolean isSystem) {

    /** Not far apart over the nodes, less strictly over the zones; wishes only. */
    public static final SpreadDefaults SYSTEM = new SpreadDefaults(
            List.of(wish(SpreadConstraint.HOSTNAME, 3), wish("topology.kubernetes.io/zone", 5)), true);

    private static TopologySpreadConstraint wish(String key, int maxSkew) {
        return new TopologySpreadConstraintBuilder()
                .withTopologyKey(key)
                .withMaxSkew(maxSkew)
                .withWhenUnsatisfiable(PodTopologySpread.WISHED)
                .build();
    }

    List<TopologySpreadConstraint> constraints(String kind) {
        return all.stream()
                .filter(constraint -> kind.equals(constraint.getWhenUnsatisfiable()))
                .toList();
    }
}
