package io.jubernetes.scheduler.framework;

import io.fabric8.kubernetes.api.model.Affinity;
import io.fabric8.kubernetes.api.model.NodeAffinity;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Toleration;
import io.jubernetes.scheduler.snapshot.PlacedPod;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A pod that needs a node, with what the plugins ask of it computed once.
 *
 * @param nodeDemand equal for pods that ask the same of a node by itself
 */
public record PodToPlace(PlacedPod demand, NodeDemand nodeDemand) {

    public static PodToPlace of(Pod pod) {
        return of(PlacedPod.of(pod));
    }

    public static PodToPlace of(PlacedPod pod) {
        return new PodToPlace(pod, NodeDemand.of(pod));
    }

    public Pod pod() {
        return demand.pod();
    }

    public PodSpec spec() {
        return demand.pod().getSpec();
    }

    /** The node where others made room for the pod; empty when there is none. */
    public String nominatedNode() {
        String node = pod().getStatus() == null ? null : pod().getStatus().getNominatedNodeName();
        return node == null ? "" : node;
    }

    public List<Toleration> tolerations() {
        return spec().getTolerations();
    }

    public @Nullable NodeAffinity nodeAffinity() {
        Affinity affinity = spec().getAffinity();
        return affinity == null ? null : affinity.getNodeAffinity();
    }
}
