package io.jubernetes.scheduler.volumes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.jubernetes.scheduler.framework.Change;
import io.jubernetes.scheduler.framework.ClusterEvent;
import io.jubernetes.scheduler.framework.FilterPlugin;
import io.jubernetes.scheduler.framework.PodToPlace;
import io.jubernetes.scheduler.framework.StorageObjects;
import io.jubernetes.scheduler.framework.Verdict;
import io.jubernetes.scheduler.framework.VolumePlan;
import io.jubernetes.scheduler.snapshot.ClusterSnapshot;
import io.jubernetes.scheduler.snapshot.NodeState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A volume that says in its labels which zone or region it is in wants a node there. */
public final class VolumeZone implements FilterPlugin {

    private static final Verdict ELSEWHERE = Verdict.never("node(s) had no available volume zone");
    private static final Map<String, String> RENAMED = Map.of(
            "failure-domain.beta.kubernetes.io/zone", "topology.kubernetes.io/zone",
            "failure-domain.beta.kubernetes.io/region", "topology.kubernetes.io/region");
    private static final List<String> LABELS = List.of(
            "topology.kubernetes.io/zone",
            "topology.kubernetes.io/region",
            "failure-domain.beta.kubernetes.io/zone",
            "failure-domain.beta.kubernetes.io/region");

    private final StorageObjects storage;

    public VolumeZone(StorageObjects storage) {
        this.storage = storage;
    }

    /** @param values any of which will do */
    private record Wanted(String label, List<String> values) {}

    @Override
    public String name() {
        return "VolumeZone";
    }

    @Override
    public @Nullable NodeFilter prepare(PodToPlace pod, ClusterSnapshot snapshot) {
        List<Wanted> wanted = new ArrayList<>();
        for (String key : pod.demand().claims()) {
            PersistentVolumeClaim claim = storage.claim(key);
            String problem = claim == null ? notFound("persistentvolumeclaim", key) : collect(claim, wanted);
            if (problem != null) {
                return new Nowhere(problem);
            }
        }
        return wanted.isEmpty() ? null : node -> isThere(node, wanted) ? Verdict.PASS : ELSEWHERE;
    }

    private static String notFound(String kind, String key) {
        return kind + " \"" + key.substring(key.indexOf('/') + 1) + "\" not found";
    }

    private @Nullable String collect(PersistentVolumeClaim claim, List<Wanted> wanted) {
        String name = Claims.volumeOf(claim);
        if (name.isEmpty()) {
            return unbound(claim);
        }
        PersistentVolume volume = storage.volume(name);
        if (volume == null) {
            return notFound("persistentvolume", name);
        }
        Map<String, String> labels = volume.getMetadata().getLabels();
        for (String label : LABELS) {
            String value = labels == null ? null : labels.get(label);
            if (value != null) {
                wanted.add(new Wanted(label, Arrays.asList(value.split("__"))));
            }
        }
        return null;
    }

    private @Nullable String unbound(PersistentVolumeClaim claim) {
        String storageClass = Claims.classOf(claim);
        if (storageClass.isEmpty()) {
            return "PersistentVolumeClaim had no pv name and storageClass name";
        }
        if (storage.storageClass(storageClass) == null) {
            return notFound("storageclass.storage.k8s.io", storageClass);
        }
        return Claims.waitsForConsumer(claim, storage) ? null : "PersistentVolume had no name";
    }

    /** A node that says nothing of zones and regions is everywhere. */
    private static boolean isThere(NodeState node, List<Wanted> wanted) {
        Map<String, String> labels = node.labels();
        if (LABELS.stream().noneMatch(labels::containsKey)) {
            return true;
        }
        return wanted.stream().allMatch(one -> {
            String value = labels.get(one.label);
            String renamed = RENAMED.get(one.label);
            String present = value == null && renamed != null ? labels.get(renamed) : value;
            return present != null && one.values.contains(present);
        });
    }

    @Override
    public Set<ClusterEvent> worthRetryingOn() {
        return EnumSet.of(ClusterEvent.NODE_ADDED, ClusterEvent.NODE_LABELS_CHANGED, ClusterEvent.STORAGE_CHANGED);
    }

    @Override
    public boolean mayHelp(Change change, PodToPlace rejected) {
        HasMetadata object = change.object();
        return object == null
                || object instanceof PersistentVolume
                || (object instanceof PersistentVolumeClaim claim
                        && rejected.demand().claims().contains(VolumePlan.key(claim)));
    }
}
