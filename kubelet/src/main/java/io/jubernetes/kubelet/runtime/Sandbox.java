package io.jubernetes.kubelet.runtime;

import io.jubernetes.kubelet.runtime.SandboxConfig.PodIdentity;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A sandbox as it is.
 *
 * @param ready false once it was stopped, or lost what its containers shared (the machine was booted)
 * @param ips the pod's addresses, first one first; empty when it shares the node's network
 */
public record Sandbox(
        String id,
        PodIdentity pod,
        int attempt,
        boolean ready,
        Instant createdAt,
        List<String> ips,
        Map<String, String> labels,
        Map<String, String> annotations) {

    public Sandbox {
        ips = List.copyOf(ips);
        labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
        annotations = Collections.unmodifiableMap(new LinkedHashMap<>(annotations));
    }
}
