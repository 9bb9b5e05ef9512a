package io.jubernetes.scheduler;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Quantity;
import io.jubernetes.client.informer.ChangeHandler;
import io.jubernetes.scheduler.framework.ClusterEvent;
import io.jubernetes.scheduler.queue.SchedulingQueue;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/** Leads what is told of nodes to the picture of the cluster, and tells the queue when it may help pods that wait. */
final class NodeWatch implements ChangeHandler<Node> {

    private final ClusterState state;
    private final SchedulingQueue queue;

    NodeWatch(ClusterState state, SchedulingQueue queue) {
        this.state = state;
        this.queue = queue;
    }

    @Override
    public void added(Node node) {
        state.nodeIs(node);
        queue.happened(ClusterEvent.NODE_ADDED);
    }

    /** Heartbeats change nothing that the scheduler looks at, and must not cost anything. */
    @Override
    public void updated(Node old, Node node) {
        boolean allocatable = differ(old, node, NodeWatch::allocatable);
        boolean labels = differ(old, node, n -> n.getMetadata().getLabels());
        boolean taints = differ(old, node, Node::getSpec);
        if (allocatable || labels || taints) {
            state.nodeIs(node);
        }
        tellIf(allocatable, ClusterEvent.NODE_ALLOCATABLE_CHANGED);
        tellIf(labels, ClusterEvent.NODE_LABELS_CHANGED);
        tellIf(taints, ClusterEvent.NODE_TAINTS_CHANGED);
    }

    @Override
    public void deleted(Node last) {
        state.nodeIsGone(last.getMetadata().getName());
    }

    private void tellIf(boolean condition, ClusterEvent event) {
        if (condition) {
            queue.happened(event);
        }
    }

    private static Map<String, Quantity> allocatable(Node node) {
        return node.getStatus() == null ? Map.of() : node.getStatus().getAllocatable();
    }

    private static boolean differ(Node old, Node node, Function<Node, ?> part) {
        return !Objects.equals(part.apply(old), part.apply(node));
    }
}
