package io.jubernetes.scheduler.plugins;

import io.jubernetes.scheduler.framework.Profile;
import java.util.List;

/** The plugins that are on when nothing else is said. Cheap ones that rule out for good come first. */
public final class DefaultProfile {

    private DefaultProfile() {}

    public static Profile create() {
        NodeAffinity affinity = new NodeAffinity();
        TaintToleration taints = new TaintToleration();
        NodeResourcesFit fit = new NodeResourcesFit();
        return new Profile(
                List.of(new NodeUnschedulable(), new NodeName(), taints, affinity, new NodePorts(), fit),
                List.of(taints, affinity, fit, new NodeResourcesBalancedAllocation()));
    }
}
