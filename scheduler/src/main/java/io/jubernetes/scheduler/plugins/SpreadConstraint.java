package io.jubernetes.scheduler.plugins;

import io.fabric8.kubernetes.api.model.TopologySpreadConstraint;
import io.jubernetes.apimachinery.selector.LabelSelector;
import io.jubernetes.scheduler.snapshot.PlacedPod;
import io.jubernetes.scheduler.snapshot.Selectors;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One constraint of how evenly pods are spread, ready to be counted.
 *
 * @param group its name in a tally
 * @param minDomains below so many domains the smallest counts as empty
 * @param honorAffinity whether nodes that the pod's node affinity rules out are left out
 * @param honorTaints whether nodes with taints that the pod does not tolerate are left out
 */
record SpreadConstraint(
        String group,
        String topologyKey,
        int maxSkew,
        int minDomains,
        LabelSelector selector,
        boolean honorAffinity,
        boolean honorTaints) {

    static final String HOSTNAME = "kubernetes.io/hostname";

    static SpreadConstraint of(int index, TopologySpreadConstraint constraint, PlacedPod pod) {
        LabelSelector selector = Selectors.narrowed(
                constraint.getLabelSelector(), pod.labels(), constraint.getMatchLabelKeys(), List.of());
        return of(index, constraint, selector);
    }

    /** A constraint that stands for pods that have none; which pods are counted is not said by it. */
    static SpreadConstraint of(int index, TopologySpreadConstraint constraint, LabelSelector selector) {
        return new SpreadConstraint(
                index + "/" + constraint.getTopologyKey(),
                constraint.getTopologyKey(),
                constraint.getMaxSkew() == null ? 1 : constraint.getMaxSkew(),
                constraint.getMinDomains() == null ? 1 : constraint.getMinDomains(),
                selector,
                is("Honor", constraint.getNodeAffinityPolicy(), true),
                is("Honor", constraint.getNodeTaintsPolicy(), false));
    }

    private static boolean is(String wanted, @Nullable String value, boolean otherwise) {
        return value == null || value.isEmpty() ? otherwise : wanted.equals(value);
    }

    boolean counts(PlacedPod pod, String namespace) {
        return pod.namespace().equals(namespace) && !pod.isTerminating() && selector.matches(pod.labels());
    }
}
