package io.jubernetes.kubelet.probe;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Probe;
import org.jspecify.annotations.Nullable;

/** What a probe is for. */
enum ProbeKind {
    STARTUP("Startup"),
    LIVENESS("Liveness"),
    READINESS("Readiness");

    private final String title;

    ProbeKind(String title) {
        this.title = title;
    }

    /** As events write it. */
    String title() {
        return title;
    }

    @Nullable
    Probe of(Container container) {
        return switch (this) {
            case STARTUP -> container.getStartupProbe();
            case LIVENESS -> container.getLivenessProbe();
            case READINESS -> container.getReadinessProbe();
        };
    }
}
