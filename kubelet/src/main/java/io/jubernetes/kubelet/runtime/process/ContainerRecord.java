package io.jubernetes.kubelet.runtime.process;

import io.jubernetes.kubelet.runtime.ContainerConfig;
import io.jubernetes.kubelet.runtime.SandboxConfig.PodIdentity;
import java.time.Instant;

/** What is kept on disk about a container from its creation on. */
public record ContainerRecord(
        String id,
        String sandboxId,
        PodIdentity pod,
        ContainerConfig config,
        String logFile,
        long createdSeconds,
        int createdNanos,
        String boot) {

    public Instant createdAt() {
        return Instant.ofEpochSecond(createdSeconds, createdNanos);
    }
}
