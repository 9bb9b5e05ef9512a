package io.jubernetes.kubelet.runtime.process;

import io.jubernetes.kubelet.runtime.Sandbox;
import io.jubernetes.kubelet.runtime.SandboxConfig;
import java.time.Instant;
import java.util.List;

/**
 * What is kept on disk about a sandbox.
 *
 * @param ip empty when it shares the node's network
 */
public record SandboxRecord(
        String id,
        SandboxConfig config,
        String ip,
        long createdSeconds,
        int createdNanos,
        String boot,
        boolean stopped) {

    public SandboxRecord asStopped() {
        return new SandboxRecord(id, config, ip, createdSeconds, createdNanos, boot, true);
    }

    public Instant createdAt() {
        return Instant.ofEpochSecond(createdSeconds, createdNanos);
    }

    public Sandbox toSandbox(String currentBoot) {
        boolean ready = !stopped && boot.equals(currentBoot);
        return new Sandbox(
                id,
                config.pod(),
                config.attempt(),
                ready,
                createdAt(),
                ip.isEmpty() ? List.of() : List.of(ip.split(",")),
                config.labels(),
                config.annotations());
    }
}
