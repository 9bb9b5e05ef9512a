package io.jubernetes.scheduler;

import io.fabric8.kubernetes.api.model.Pod;
import io.jubernetes.scheduler.framework.BindPlugin;

/** Writes bindings to the API server. */
final class DefaultBinder implements BindPlugin {

    static final String NAME = "DefaultBinder";

    private final Bindings bindings;

    DefaultBinder(Bindings bindings) {
        this.bindings = bindings;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void bind(Pod pod, String node) throws InterruptedException {
        bindings.bind(pod, node);
    }
}
