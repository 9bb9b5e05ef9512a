package io.jubernetes.scheduler.volumes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.storage.CSINode;
import io.fabric8.kubernetes.api.model.storage.CSINodeDriver;
import io.fabric8.kubernetes.api.model.storage.StorageClass;
import io.fabric8.kubernetes.api.model.storage.VolumeAttachment;
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
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A node attaches only so many volumes of a driver, as its CSINode says. */
public final class NodeVolumeLimits implements FilterPlugin {

    private static final Verdict TOO_MANY = Verdict.full("node(s) exceed max volume count");

    private final StorageObjects storage;

    public NodeVolumeLimits(StorageObjects storage) {
        this.storage = storage;
    }

    @Override
    public String name() {
        return "NodeVolumeLimits";
    }

    @Override
    public @Nullable NodeFilter prepare(PodToPlace pod, ClusterSnapshot snapshot) {
        Map<String, Set<String>> wanted = new TreeMap<>();
        pod.demand().claims().forEach(claim -> add(claim, wanted));
        return wanted.isEmpty() ? null : node -> exceeds(wanted, node) ? TOO_MANY : Verdict.PASS;
    }

    private boolean exceeds(Map<String, Set<String>> wanted, NodeState node) {
        CSINode limits = storage.csiNode(node.name());
        if (limits == null || limits.getSpec() == null) {
            return false;
        }
        Map<String, Set<String>> attached = new TreeMap<>();
        for (CSINodeDriver driver : limits.getSpec().getDrivers()) {
            Set<String> more = wanted.get(driver.getName());
            Integer limit = driver.getAllocatable() == null
                    ? null
                    : driver.getAllocatable().getCount();
            if (more != null && limit != null) {
                if (attached.isEmpty()) {
                    collectAttached(node, attached);
                }
                Set<String> all = new TreeSet<>(more);
                all.addAll(attached.getOrDefault(driver.getName(), Set.of()));
                if (all.size() > limit
                        && all.size()
                                > attached.getOrDefault(driver.getName(), Set.of())
                                        .size()) {
                    return true;
                }
            }
        }
        return false;
    }

    private void collectAttached(NodeState node, Map<String, Set<String>> attached) {
        for (PlacedPod pod : node.podsWithClaims()) {
            pod.claims().forEach(claim -> add(claim, attached));
        }
        for (VolumeAttachment attachment : storage.attachments(node.name())) {
            String name = attachment.getSpec().getSource().getPersistentVolumeName();
            PersistentVolume volume = name == null ? null : storage.volume(name);
            if (volume != null) {
                add(volume, attached);
            }
        }
    }

    /** A volume that is not made yet counts by its claim. */
    private void add(String key, Map<String, Set<String>> byDriver) {
        PersistentVolumeClaim claim = storage.claim(key);
        PersistentVolume volume = claim == null ? null : storage.volume(Claims.volumeOf(claim));
        if (volume != null) {
            add(volume, byDriver);
        } else if (claim != null) {
            StorageClass storageClass = storage.storageClass(Claims.classOf(claim));
            if (storageClass != null) {
                put(byDriver, storageClass.getProvisioner(), key);
            }
        }
    }

    private static void add(PersistentVolume volume, Map<String, Set<String>> byDriver) {
        if (volume.getSpec().getCsi() != null) {
            put(
                    byDriver,
                    volume.getSpec().getCsi().getDriver(),
                    volume.getSpec().getCsi().getVolumeHandle());
        }
    }

    private static void put(Map<String, Set<String>> byDriver, String driver, String volume) {
        byDriver.computeIfAbsent(driver, _ -> new TreeSet<>()).add(volume);
    }

    @Override
    public Set<ClusterEvent> worthRetryingOn() {
        return EnumSet.of(ClusterEvent.NODE_ADDED, ClusterEvent.POD_LEFT_NODE, ClusterEvent.STORAGE_CHANGED);
    }

    @Override
    public boolean mayHelp(Change change, PodToPlace rejected) {
        PlacedPod gone = change.pod();
        HasMetadata object = change.object();
        if (gone != null) {
            return !gone.claims().isEmpty();
        }
        return switch (object) {
            case PersistentVolumeClaim claim -> rejected.demand().claims().contains(VolumePlan.key(claim));
            case CSINode _, VolumeAttachment _ -> true;
            case null -> true;
            default -> false;
        };
    }
}
