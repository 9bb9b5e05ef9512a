package io.jubernetes.scheduler.volumes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Volume;
import io.jubernetes.scheduler.framework.Change;
import io.jubernetes.scheduler.framework.ClusterEvent;
import io.jubernetes.scheduler.framework.FilterPlugin;
import io.jubernetes.scheduler.framework.PodToPlace;
import io.jubernetes.scheduler.framework.StorageObjects;
import io.jubernetes.scheduler.framework.Verdict;
import io.jubernetes.scheduler.framework.VolumePlan;
import io.jubernetes.scheduler.snapshot.ClusterSnapshot;
import io.jubernetes.scheduler.snapshot.NodeState;
import io.jubernetes.scheduler.snapshot.PlacedPod;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A claim for one pod at a time, and a disk that only one pod of a node can have. */
public final class VolumeRestrictions implements FilterPlugin {

    private static final Verdict TAKEN = Verdict.full(
            "node has pod using PersistentVolumeClaim with the same name and ReadWriteOncePod access mode");
    private static final Verdict NO_DISK = Verdict.never("node(s) had no available disk");

    private final StorageObjects storage;

    public VolumeRestrictions(StorageObjects storage) {
        this.storage = storage;
    }

    @Override
    public String name() {
        return "VolumeRestrictions";
    }

    @Override
    public @Nullable NodeFilter prepare(PodToPlace pod, ClusterSnapshot snapshot) {
        List<Volume> disks =
                pod.spec().getVolumes().stream().filter(Disks::isOne).toList();
        List<String> exclusive =
                pod.demand().claims().stream().filter(this::isForOnePod).toList();
        if (disks.isEmpty() && exclusive.isEmpty()) {
            return null;
        }
        boolean taken = !exclusive.isEmpty() && isUsed(exclusive, snapshot);
        return node -> {
            if (Disks.anyConflict(disks, node)) {
                return NO_DISK;
            }
            return taken ? TAKEN : Verdict.PASS;
        };
    }

    private boolean isForOnePod(String key) {
        PersistentVolumeClaim claim = storage.claim(key);
        return claim != null && claim.getSpec().getAccessModes().contains("ReadWriteOncePod");
    }

    /** Wherever the other pod is: no node will do. */
    private static boolean isUsed(List<String> claims, ClusterSnapshot snapshot) {
        for (int i = 0; i < snapshot.size(); i++) {
            NodeState node = snapshot.at(i);
            for (PlacedPod pod : node.podsWithClaims()) {
                if (!Collections.disjoint(pod.claims(), claims)) {
                    return true;
                }
            }
        }
        return false;
    }

    @Override
    public Set<ClusterEvent> worthRetryingOn() {
        return EnumSet.of(ClusterEvent.POD_LEFT_NODE, ClusterEvent.NODE_ADDED, ClusterEvent.STORAGE_CHANGED);
    }

    @Override
    public boolean mayHelp(Change change, PodToPlace rejected) {
        PlacedPod gone = change.pod();
        HasMetadata object = change.object();
        if (gone != null) {
            return !Collections.disjoint(gone.claims(), rejected.demand().claims())
                    || gone.pod().getSpec().getVolumes().stream().anyMatch(Disks::isOne);
        }
        return object == null
                || (object instanceof PersistentVolumeClaim claim
                        && rejected.demand().claims().contains(VolumePlan.key(claim)));
    }
}
