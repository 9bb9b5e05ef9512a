package io.jubernetes.kubelet.runtime.hollow;

import io.jubernetes.kubelet.runtime.Container;
import io.jubernetes.kubelet.runtime.Container.State;
import io.jubernetes.kubelet.runtime.ContainerConfig;
import io.jubernetes.kubelet.runtime.SandboxConfig.PodIdentity;
import java.nio.file.Path;
import java.time.Instant;

/** A pretended container. */
record HollowContainer(
        String id, String sandboxId, PodIdentity pod, ContainerConfig config, State state, Instant createdAt) {

    HollowContainer with(State next) {
        return new HollowContainer(id, sandboxId, pod, config, next, createdAt);
    }

    Container view() {
        return new Container(
                id,
                sandboxId,
                pod,
                config.name(),
                config.attempt(),
                config.image(),
                config.imageRef(),
                state,
                createdAt,
                config.labels(),
                config.annotations(),
                Path.of(config.logPath()));
    }
}
