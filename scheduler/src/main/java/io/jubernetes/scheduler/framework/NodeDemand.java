package io.jubernetes.scheduler.framework;

import io.fabric8.kubernetes.api.model.Affinity;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.jubernetes.scheduler.snapshot.PlacedPod;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a pod asks of a node by itself: requests, ports, tolerations, and which labels and name. Pods of one template have equal
 * ones, and what was found out for one of them holds for the others.
 */
public final class NodeDemand {

    private final List<@Nullable Object> parts;
    private final int hash;

    private NodeDemand(@Nullable Object... parts) {
        this.parts = Arrays.asList(parts);
        this.hash = this.parts.hashCode();
    }

    static NodeDemand of(PlacedPod pod) {
        PodSpec spec = pod.pod().getSpec();
        Affinity affinity = spec.getAffinity();
        return new NodeDemand(
                pod.usage(),
                pod.ports(),
                spec.getNodeName(),
                spec.getNodeSelector(),
                affinity == null ? null : affinity.getNodeAffinity(),
                spec.getTolerations());
    }

    @Override
    public boolean equals(@Nullable Object o) {
        return o instanceof NodeDemand other && hash == other.hash && parts.equals(other.parts);
    }

    @Override
    public int hashCode() {
        return hash;
    }
}
