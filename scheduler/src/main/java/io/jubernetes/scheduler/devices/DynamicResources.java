package io.jubernetes.scheduler.devices;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NodeSelector;
import io.fabric8.kubernetes.api.model.resource.v1.DeviceRequest;
import io.fabric8.kubernetes.api.model.resource.v1.ResourceClaim;
import io.jubernetes.scheduler.framework.Change;
import io.jubernetes.scheduler.framework.ClusterEvent;
import io.jubernetes.scheduler.framework.DeviceExpressions;
import io.jubernetes.scheduler.framework.DeviceObjects;
import io.jubernetes.scheduler.framework.FilterPlugin;
import io.jubernetes.scheduler.framework.PodToPlace;
import io.jubernetes.scheduler.framework.PreBindPlugin;
import io.jubernetes.scheduler.framework.ReservePlugin;
import io.jubernetes.scheduler.framework.Verdict;
import io.jubernetes.scheduler.plugins.NodeTerms;
import io.jubernetes.scheduler.snapshot.ClusterSnapshot;
import io.jubernetes.scheduler.snapshot.NodeState;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Claims for devices: those that have theirs lead a pod to where these are; for the others devices are found on the node, promised
 * with the decision, and written before the pod is bound.
 */
public final class DynamicResources implements FilterPlugin, ReservePlugin, PreBindPlugin {

    private static final int MOST_USERS = 256;
    private static final Verdict ELSEWHERE = Verdict.never("resourceclaim not available on the node");
    private static final Verdict NO_DEVICES = Verdict.full("cannot allocate all claims");

    private final DeviceObjects objects;
    private final Selectors selectors;
    // what was asked last; the decision that follows is about the same pod
    private @Nullable Check latest;

    public DynamicResources(DeviceObjects objects, DeviceExpressions expressions) {
        this.objects = objects;
        this.selectors = new Selectors(expressions);
    }

    @Override
    public String name() {
        return "DynamicResources";
    }

    @Override
    public @Nullable NodeFilter prepare(PodToPlace pod, ClusterSnapshot snapshot) {
        if (!PodDeviceClaims.any(pod.pod())) {
            return null;
        }
        PodDeviceClaims found = PodDeviceClaims.of(pod.pod(), objects);
        String problem = found.problem() == null ? problem(pod, found.claims()) : found.problem();
        if (problem != null) {
            return new Nowhere(problem);
        }
        List<ResourceClaim> allocated =
                found.claims().stream().filter(DynamicResources::isAllocated).toList();
        List<ResourceClaim> open =
                found.claims().stream().filter(claim -> !isAllocated(claim)).toList();
        latest = new Check(pod.demand().uid(), allocated, open, snapshot);
        return latest;
    }

    private @Nullable String problem(PodToPlace pod, List<ResourceClaim> claims) {
        for (ResourceClaim claim : claims) {
            boolean full = isAllocated(claim)
                    && claim.getStatus().getReservedFor().size() >= MOST_USERS
                    && claim.getStatus().getReservedFor().stream()
                            .noneMatch(user -> pod.demand().uid().equals(user.getUid()));
            if (full) {
                return "resourceclaim in use";
            }
            String missing = isAllocated(claim) ? null : missingClass(claim);
            if (missing != null) {
                return missing;
            }
        }
        return null;
    }

    private @Nullable String missingClass(ResourceClaim claim) {
        for (DeviceRequest request : claim.getSpec().getDevices().getRequests()) {
            for (Want want : Want.of(request)) {
                if (objects.deviceClass(want.deviceClass()) == null) {
                    return "request " + want.request() + ": device class " + want.deviceClass() + " does not exist";
                }
            }
        }
        return null;
    }

    private static boolean isAllocated(ResourceClaim claim) {
        return claim.getStatus() != null && claim.getStatus().getAllocation() != null;
    }

    @Override
    public String reserve(PodToPlace pod, String node) {
        Check check = latest;
        if (!PodDeviceClaims.any(pod.pod()) || check == null || check.open.isEmpty()) {
            return "";
        }
        NodeState state = check.snapshot.find(node);
        List<Allocator.Choice> choices =
                state == null || !check.podUid.equals(pod.demand().uid())
                        ? null
                        : check.allocator(state).allocate();
        if (choices == null) {
            return "cannot allocate all claims";
        }
        objects.promise(pod.demand().uid(), new Allocations(objects, node).of(check.open, choices));
        return "";
    }

    @Override
    public void unreserve(PodToPlace pod, String node) {
        if (PodDeviceClaims.any(pod.pod())) {
            objects.takeBack(pod.demand().uid());
        }
    }

    @Override
    public String preBind(PodToPlace pod, String node) {
        return PodDeviceClaims.any(pod.pod()) ? objects.carryOut(pod) : "";
    }

    @Override
    public Set<ClusterEvent> worthRetryingOn() {
        return EnumSet.of(ClusterEvent.NODE_ADDED, ClusterEvent.NODE_LABELS_CHANGED, ClusterEvent.DEVICES_CHANGED);
    }

    /** Of pods only its own claims' being made concerns it; any other claim may have set devices free. */
    @Override
    public boolean mayHelp(Change change, PodToPlace rejected) {
        HasMetadata object = change.object();
        return change.pod() == null
                ? object == null || !(object instanceof ResourceClaim claim) || mayHelp(claim, rejected)
                : change.pod().uid().equals(rejected.demand().uid());
    }

    private static boolean mayHelp(ResourceClaim claim, PodToPlace rejected) {
        boolean gaveBack = !isAllocated(claim) || claim.getMetadata().getDeletionTimestamp() != null;
        boolean near = rejected.demand().namespace().equals(claim.getMetadata().getNamespace());
        return gaveBack || near;
    }

    /** One pod's claims against nodes. */
    private final class Check implements NodeFilter {

        private final String podUid;
        private final List<ResourceClaim> allocated;
        private final List<ResourceClaim> open;
        private final ClusterSnapshot snapshot;

        Check(String podUid, List<ResourceClaim> allocated, List<ResourceClaim> open, ClusterSnapshot snapshot) {
            this.podUid = podUid;
            this.allocated = allocated;
            this.open = open;
            this.snapshot = snapshot;
        }

        @Override
        public Verdict test(NodeState node) {
            if (!allocated.stream().allMatch(claim -> isUsable(claim, node))) {
                return ELSEWHERE;
            }
            return open.isEmpty() || allocator(node).allocate() != null ? Verdict.PASS : NO_DEVICES;
        }

        private Allocator allocator(NodeState node) {
            return new Allocator(node, objects, selectors, open);
        }

        private static boolean isUsable(ResourceClaim claim, NodeState node) {
            NodeSelector selector = claim.getStatus().getAllocation().getNodeSelector();
            return selector == null || NodeTerms.anyMatches(selector.getNodeSelectorTerms(), node);
        }
    }
}
