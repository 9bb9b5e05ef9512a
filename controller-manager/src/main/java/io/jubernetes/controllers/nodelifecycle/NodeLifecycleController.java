package io.jubernetes.controllers.nodelifecycle;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeCondition;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.jubernetes.client.controller.Controller;
import io.jubernetes.client.event.EventRecorder;
import io.jubernetes.client.informer.ChangeHandler;
import io.jubernetes.client.informer.Informer;
import io.jubernetes.controllers.context.ControllerContext;
import io.jubernetes.controllers.context.Indexes;
import io.jubernetes.controllers.context.Part;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Wires the watch over nodes: a renewed lease or a new heartbeat says that a node lives; a timer says that it was silent. */
public final class NodeLifecycleController {

    static final String LEASES = "kube-node-lease";

    private NodeLifecycleController() {}

    public static Part create(ControllerContext context, Duration gracePeriod) {
        Informer<Node> nodes = context.informers().informerFor(Node.class);
        Informer<Pod> pods = context.informers().informerFor(Pod.class);
        context.indexes().ensure(pods, Indexes.BY_NODE, Indexes::nodeOf);
        LastHeard heard = new LastHeard(context.environment());
        EventRecorder events = context.events("node-controller");
        PodReadiness readiness = new PodReadiness(context, pods, events);
        NodeReconciler reconciler = new NodeReconciler(context, nodes, heard, readiness, gracePeriod);
        Controller controller = context.controller("node-lifecycle", reconciler);
        context.informers().informerFor(Lease.class).addHandler(new LeaseHandler(heard));
        nodes.addHandler(new NodeHandler(heard, controller));
        return Part.of(controller, events);
    }

    private record LeaseHandler(LastHeard heard) implements ChangeHandler<Lease> {

        @Override
        public void added(Lease lease) {
            if (LEASES.equals(lease.getMetadata().getNamespace())) {
                heard.now(lease.getMetadata().getName());
            }
        }

        @Override
        public void updated(Lease old, Lease lease) {
            if (!Objects.equals(old.getSpec().getRenewTime(), lease.getSpec().getRenewTime())) {
                added(lease);
            }
        }

        @Override
        public void deleted(Lease last) {
            // the node's own heartbeat may go on
        }
    }

    private record NodeHandler(LastHeard heard, Controller controller) implements ChangeHandler<Node> {

        @Override
        public void added(Node node) {
            heard.now(node.getMetadata().getName());
            controller.enqueue(node);
        }

        @Override
        public void updated(Node old, Node node) {
            if (!Objects.equals(heartbeat(old), heartbeat(node))) {
                heard.now(node.getMetadata().getName());
            }
            controller.enqueue(node);
        }

        @Override
        public void deleted(Node last) {
            heard.forget(last.getMetadata().getName());
            controller.enqueue(last);
        }

        private static @Nullable String heartbeat(Node node) {
            NodeCondition ready = NodeTaints.condition(node, "Ready");
            return ready == null ? null : ready.getLastHeartbeatTime();
        }
    }
}
