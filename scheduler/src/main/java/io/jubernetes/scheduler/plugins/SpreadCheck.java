package io.jubernetes.scheduler.plugins;

import io.jubernetes.scheduler.framework.FilterPlugin.NodeFilter;
import io.jubernetes.scheduler.framework.Verdict;
import io.jubernetes.scheduler.snapshot.Domains;
import io.jubernetes.scheduler.snapshot.NodeState;
import io.jubernetes.scheduler.snapshot.PlacedPod;
import io.jubernetes.scheduler.snapshot.Tally;
import java.util.List;

/** Whether a node's domains would stay within the skew that a pod's constraints allow. */
final class SpreadCheck implements NodeFilter {

    private static final String REASON = "node(s) didn't match pod topology spread constraints";
    private static final Verdict UNEVEN = Verdict.full(REASON);
    private static final Verdict NO_LABEL = Verdict.never(REASON + " (missing required label)");

    private final List<SpreadConstraint> constraints;
    private final Domains[] domains;
    // How many pods a domain may have at most before the pod comes to it.
    private final long[] limits;

    SpreadCheck(List<SpreadConstraint> constraints, Tally counts, PlacedPod pod) {
        this.constraints = constraints;
        this.domains = new Domains[constraints.size()];
        this.limits = new long[constraints.size()];
        for (int i = 0; i < limits.length; i++) {
            SpreadConstraint constraint = constraints.get(i);
            domains[i] = counts.of(constraint.group());
            long min = domains[i].size() < constraint.minDomains() ? 0 : domains[i].min();
            int itself = constraint.selector().matches(pod.labels()) ? 1 : 0;
            limits[i] = constraint.maxSkew() + min - itself;
        }
    }

    @Override
    public Verdict test(NodeState node) {
        for (int i = 0; i < limits.length; i++) {
            String value = node.labels().get(constraints.get(i).topologyKey());
            if (value == null) {
                return NO_LABEL;
            }
            if (domains[i].sum(value) > limits[i]) {
                return UNEVEN;
            }
        }
        return Verdict.PASS;
    }
}
