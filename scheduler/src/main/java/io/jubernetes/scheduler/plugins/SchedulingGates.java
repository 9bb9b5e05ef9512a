package io.jubernetes.scheduler.plugins;

import io.fabric8.kubernetes.api.model.Pod;
import io.jubernetes.scheduler.framework.PreEnqueuePlugin;

/** A pod with scheduling gates is not tried. */
public final class SchedulingGates implements PreEnqueuePlugin {

    @Override
    public String name() {
        return "SchedulingGates";
    }

    @Override
    public boolean admits(Pod pod) {
        return pod.getSpec().getSchedulingGates().isEmpty();
    }
}
