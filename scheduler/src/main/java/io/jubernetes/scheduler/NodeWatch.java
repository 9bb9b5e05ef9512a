package io.jubernetes.scheduler;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Quantity;
import io.jubernetes.client.informer.ChangeHandler;
import io.jubernetes.scheduler.framework.Change;
import io.jubernetes.scheduler.framework.ClusterEvent;
import io.jubernetes.scheduler.queue.SchedulingQueue;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

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
        tell(ClusterEvent.NODE_ADDED, node);
    }

    /** Heartbeats change nothing that the scheduler looks at, and must not cost anything. */
    @Override
    public void updated(Node old, Node node) {
        boolean allocatable = differ(old, node, NodeWatch::allocatable);
        boolean labels = differ(old, node, n -> n.getMetadata().getLabels());
        boolean taints = differ(old, node, Node::getSpec);
        boolean images = differ(old, node, NodeWatch::images);
        if (allocatable || labels || taints || images) {
            state.nodeIs(node);
        }
        tellIf(allocatable, ClusterEvent.NODE_ALLOCATABLE_CHANGED, node);
        tellIf(labels, ClusterEvent.NODE_LABELS_CHANGED, node);
        tellIf(taints, ClusterEvent.NODE_TAINTS_CHANGED, node);
    }

    @Override
    public void deleted(Node last) {
        state.nodeIsGone(last.getMetadata().getName());
    }

    private void tellIf(boolean condition, ClusterEvent event, Node node) {
        if (condition) {
            tell(event, node);
        }
    }

    private void tell(ClusterEvent event, Node node) {
        queue.happened(Change.ofNode(event, state.node(node.getMetadata().getName())));
    }

    private static @Nullable Object images(Node node) {
        return node.getStatus() == null ? null : node.getStatus().getImages();
    }

    private static Map<String, Quantity> allocatable(Node node) {
        return node.getStatus() == null ? Map.of() : node.getStatus().getAllocatable();
    }

    private static boolean differ(Node old, Node node, Function<Node, ? extends @Nullable Object> part) {
        return !Objects.equals(part.apply(old), part.apply(node));
    }
}
