package io.jubernetes.scheduler;

import io.fabric8.kubernetes.api.model.Pod;
import io.jubernetes.client.informer.ChangeHandler;
import io.jubernetes.scheduler.framework.ClusterEvent;
import io.jubernetes.scheduler.queue.SchedulingQueue;
import java.util.Objects;

/** Leads what is told of pods to the picture of the cluster and to the queue. */
final class PodWatch implements ChangeHandler<Pod> {

    private final String schedulerName;
    private final ClusterState state;
    private final SchedulingQueue queue;

    PodWatch(String schedulerName, ClusterState state, SchedulingQueue queue) {
        this.schedulerName = schedulerName;
        this.state = state;
        this.queue = queue;
    }

    @Override
    public void added(Pod pod) {
        if (isTerminal(pod)) {
            gone(pod);
        } else if (isOnNode(pod)) {
            state.podIsOnNode(pod);
            queue.remove(pod.getMetadata().getUid());
        } else if (pod.getMetadata().getDeletionTimestamp() != null) {
            queue.remove(pod.getMetadata().getUid());
        } else if (schedulerName.equals(pod.getSpec().getSchedulerName())) {
            queue.put(pod);
        }
    }

    @Override
    public void updated(Pod old, Pod pod) {
        if (!old.getMetadata().getUid().equals(pod.getMetadata().getUid())) {
            gone(old);
        }
        added(pod);
        if (isOnNode(old) && isOnNode(pod) && !isTerminal(pod) && hasChanged(old, pod)) {
            queue.happened(ClusterEvent.POD_ON_NODE_CHANGED);
        }
    }

    @Override
    public void deleted(Pod last) {
        gone(last);
    }

    private void gone(Pod pod) {
        queue.remove(pod.getMetadata().getUid());
        if (state.podIsGone(pod.getMetadata().getUid())) {
            queue.happened(ClusterEvent.POD_LEFT_NODE);
        }
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
