package io.jubernetes.scheduler.volumes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.storage.StorageClass;
import io.fabric8.kubernetes.api.model.storage.VolumeAttachment;
import io.jubernetes.scheduler.framework.Change;
import io.jubernetes.scheduler.framework.ClusterEvent;
import io.jubernetes.scheduler.framework.FilterPlugin;
import io.jubernetes.scheduler.framework.PodToPlace;
import io.jubernetes.scheduler.framework.PreBindPlugin;
import io.jubernetes.scheduler.framework.ReservePlugin;
import io.jubernetes.scheduler.framework.StorageObjects;
import io.jubernetes.scheduler.framework.VolumePlan;
import io.jubernetes.scheduler.snapshot.ClusterSnapshot;
import io.jubernetes.scheduler.snapshot.NodeState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Bound claims lead a pod to where their volumes are; claims of classes that wait for their first consumer get volumes where the pod
 * goes: they are promised with the decision, written before the pod is bound, and waited for.
 */
public final class VolumeBinding implements FilterPlugin, ReservePlugin, PreBindPlugin {

    private final StorageObjects storage;
    private final Duration patience;
    // what was asked last; the decision that follows is about the same pod
    private @Nullable VolumeCheck latest;

    /** @param patience how long a pod waits for its volumes before it is tried anew */
    public VolumeBinding(StorageObjects storage, Duration patience) {
        this.storage = storage;
        this.patience = patience;
    }

    @Override
    public String name() {
        return "VolumeBinding";
    }

    @Override
    public @Nullable NodeFilter prepare(PodToPlace pod, ClusterSnapshot snapshot) {
        if (pod.demand().claims().isEmpty()) {
            return null;
        }
        PodClaimLookup lookup = new PodClaimLookup(storage, pod);
        String problem = lookup.problem();
        if (problem != null) {
            return new Nowhere(problem);
        }
        List<PersistentVolumeClaim> bound = new ArrayList<>();
        List<PersistentVolumeClaim> open = new ArrayList<>();
        for (PersistentVolumeClaim claim : lookup.claims()) {
            boolean delayed = Claims.volumeOf(claim).isEmpty() && Claims.waitsForConsumer(claim, storage);
            if (!Claims.isBound(claim) && !delayed) {
                return new Nowhere("pod has unbound immediate PersistentVolumeClaims");
            }
            (delayed ? open : bound).add(claim);
        }
        latest = new VolumeCheck(pod.demand().uid(), bound, open, storage, snapshot);
        return latest;
    }

    @Override
    public String reserve(PodToPlace pod, String node) {
        VolumeCheck check = latest;
        if (pod.demand().claims().isEmpty() || check == null || check.open().isEmpty()) {
            return "";
        }
        NodeState state = check.snapshot().find(node);
        if (state == null || !check.podUid().equals(pod.demand().uid())) {
            return "the node is gone";
        }
        VolumePlan plan = check.plan(state);
        if (!plan.isEmpty()) {
            storage.promise(plan);
        }
        return "";
    }

    @Override
    public void unreserve(PodToPlace pod, String node) {
        storage.takeBack(pod.demand().uid());
    }

    @Override
    public String preBind(PodToPlace pod, String node) {
        String problem = waits(pod) ? storage.carryOut(pod.demand().uid()) : "";
        return problem.isEmpty() ? "" : "binding volumes: " + problem;
    }

    @Override
    public boolean waits(PodToPlace pod) {
        return !pod.demand().claims().isEmpty()
                && storage.hasPromise(pod.demand().uid());
    }

    @Override
    public String await(PodToPlace pod, String node) throws InterruptedException {
        String problem = storage.awaitBound(pod.demand().uid(), patience);
        return problem.isEmpty() ? "" : "binding volumes: " + problem;
    }

    @Override
    public Set<ClusterEvent> worthRetryingOn() {
        return EnumSet.of(ClusterEvent.NODE_ADDED, ClusterEvent.NODE_LABELS_CHANGED, ClusterEvent.STORAGE_CHANGED);
    }

    /** Only its own claims, volumes that may be for them, and their classes help a pod. */
    @Override
    public boolean mayHelp(Change change, PodToPlace rejected) {
        HasMetadata object = change.object();
        return switch (object) {
            case PersistentVolumeClaim claim -> rejected.demand().claims().contains(VolumePlan.key(claim));
            case PersistentVolume volume -> isFor(volume, rejected);
            case StorageClass storageClass ->
                claims(rejected).stream()
                        .anyMatch(claim -> Claims.classOf(claim)
                                .equals(storageClass.getMetadata().getName()));
            case VolumeAttachment _ -> false;
            case null, default -> true;
        };
    }

    private boolean isFor(PersistentVolume volume, PodToPlace pod) {
        return claims(pod).stream()
                .anyMatch(claim ->
                        Claims.volumeOf(claim).equals(volume.getMetadata().getName())
                                || Claims.classOf(claim).equals(Claims.classOf(volume)));
    }

    private List<PersistentVolumeClaim> claims(PodToPlace pod) {
        return new PodClaimLookup(storage, pod).claims();
    }
}
