package io.jubernetes.scheduler.framework;

import io.fabric8.kubernetes.api.model.Affinity;
import io.fabric8.kubernetes.api.model.NodeAffinity;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Toleration;
import io.jubernetes.scheduler.snapshot.PlacedPod;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A pod that needs a node, with what the plugins ask of it computed once. */
public record PodToPlace(PlacedPod demand) {

    public static PodToPlace of(Pod pod) {
        return new PodToPlace(PlacedPod.of(pod));
    }

    public Pod pod() {
        return demand.pod();
    }

    public PodSpec spec() {
        return demand.pod().getSpec();
    }

    public List<Toleration> tolerations() {
        return spec().getTolerations();
    }

    public @Nullable NodeAffinity nodeAffinity() {
        Affinity affinity = spec().getAffinity();
        return affinity == null ? null : affinity.getNodeAffinity();
    }
}
