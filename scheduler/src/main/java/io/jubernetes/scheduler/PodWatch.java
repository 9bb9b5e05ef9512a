package io.jubernetes.scheduler;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodResourceClaimStatus;
import io.jubernetes.client.informer.ChangeHandler;
import io.jubernetes.scheduler.framework.Change;
import io.jubernetes.scheduler.framework.ClusterEvent;
import io.jubernetes.scheduler.framework.Profiles;
import io.jubernetes.scheduler.queue.SchedulingQueue;
import io.jubernetes.scheduler.snapshot.PlacedPod;
import java.util.List;
import java.util.Objects;

/** Leads what is told of pods to the picture of the cluster and to the queue. */
final class PodWatch implements ChangeHandler<Pod> {

    private final Profiles profiles;
    private final ClusterState state;
    private final SchedulingQueue queue;

    PodWatch(Profiles profiles, ClusterState state, SchedulingQueue queue) {
        this.profiles = profiles;
        this.state = state;
        this.queue = queue;
    }

    @Override
    public void added(Pod pod) {
        if (!nominatedNode(pod).isEmpty()) {
            state.nominate(PlacedPod.of(pod), nominatedNode(pod));
        }
        take(pod);
    }

    private void take(Pod pod) {
        if (isTerminal(pod)) {
            gone(pod);
        } else if (isOnNode(pod)) {
            PlacedPod placed = PlacedPod.of(pod);
            queue.remove(placed.uid());
            if (state.podIsOnNode(placed, pod.getSpec().getNodeName())) {
                queue.happened(Change.ofPod(ClusterEvent.POD_ON_NODE_ADDED, placed));
            }
        } else if (pod.getMetadata().getDeletionTimestamp() != null) {
            queue.remove(pod.getMetadata().getUid());
        } else if (profiles.serve(pod)) {
            queue.put(pod);
        }
    }

    @Override
    public void updated(Pod old, Pod pod) {
        if (!old.getMetadata().getUid().equals(pod.getMetadata().getUid())) {
            gone(old);
        }
        if (!nominatedNode(old).equals(nominatedNode(pod)) && !isOnNode(pod)) {
            state.nominate(PlacedPod.of(pod), nominatedNode(pod));
        }
        take(pod);
        if (!claimsMade(old).equals(claimsMade(pod)) && !isOnNode(pod)) {
            queue.happened(Change.ofPod(ClusterEvent.DEVICES_CHANGED, PlacedPod.of(pod)));
        }
        if (isOnNode(old) && isOnNode(pod) && !isTerminal(pod) && hasChanged(old, pod)) {
            queue.happened(
                    new Change(ClusterEvent.POD_ON_NODE_CHANGED, null, PlacedPod.of(pod), PlacedPod.of(old), null));
        }
    }

    @Override
    public void deleted(Pod last) {
        gone(last);
    }

    private void gone(Pod pod) {
        queue.remove(pod.getMetadata().getUid());
        if (state.podIsGone(pod.getMetadata().getUid())) {
            queue.happened(Change.ofPod(ClusterEvent.POD_LEFT_NODE, PlacedPod.of(pod)));
        }
    }

    private static String nominatedNode(Pod pod) {
        String node = pod.getStatus() == null ? null : pod.getStatus().getNominatedNodeName();
        return node == null ? "" : node;
    }

    private static List<PodResourceClaimStatus> claimsMade(Pod pod) {
        return pod.getStatus() == null ? List.of() : pod.getStatus().getResourceClaimStatuses();
    }

    private static boolean hasChanged(Pod old, Pod pod) {
        return !Objects.equals(old.getSpec(), pod.getSpec())
                || !Objects.equals(
                        old.getMetadata().getLabels(), pod.getMetadata().getLabels());
    }

    static boolean isOnNode(Pod pod) {
        String node = pod.getSpec().getNodeName();
        return node != null && !node.isEmpty();
    }

    private static boolean isTerminal(Pod pod) {
        String phase = pod.getStatus() == null ? null : pod.getStatus().getPhase();
        return "Succeeded".equals(phase) || "Failed".equals(phase);
    }
}
