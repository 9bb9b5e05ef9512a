package io.jubernetes.controllers.daemonset;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.jubernetes.client.controller.Controller;
import io.jubernetes.client.event.EventRecorder;
import io.jubernetes.client.informer.ChangeHandler;
import io.jubernetes.client.informer.Informer;
import io.jubernetes.controllers.context.ControllerContext;
import io.jubernetes.controllers.context.Part;
import io.jubernetes.controllers.ownership.LabelMatch;
import io.jubernetes.controllers.ownership.OwnedHandler;
import io.jubernetes.controllers.ownership.Owners;
import java.util.List;

/**
 * Wires the DaemonSet controller: a set's own changes make it worth a look, those of its pods, and nodes that come, go, or change
 * their labels or taints.
 */
public final class DaemonSetController {

    private DaemonSetController() {}

    public static Part create(ControllerContext context) {
        Informer<DaemonSet> sets = context.informers().informerFor(DaemonSet.class);
        Informer<Pod> pods = context.informers().informerFor(Pod.class);
        Informer<Node> nodes = context.informers().informerFor(Node.class);
        context.indexes().ensure(pods, Owners.INDEX, Owners.byController());
        EventRecorder events = context.events("daemonset-controller");
        DaemonReconciler.Caches caches = new DaemonReconciler.Caches(sets, pods, nodes);
        Controller controller = context.controller("daemonset", new DaemonReconciler(context, caches, events));
        sets.addHandler(ChangeHandler.of(controller::enqueue));
        pods.addHandler(
                new OwnedHandler<>("DaemonSet", sets, set -> set.getSpec().getSelector(), controller::enqueue));
        nodes.addHandler(new NodeHandler(sets, controller));
        return Part.of(controller, events);
    }

    private record NodeHandler(Informer<DaemonSet> sets, Controller controller) implements ChangeHandler<Node> {

        @Override
        public void added(Node node) {
            sets.list().forEach(controller::enqueue);
        }

        @Override
        public void updated(Node old, Node node) {
            if (!LabelMatch.labels(old).equals(LabelMatch.labels(node))
                    || !taints(old).equals(taints(node))) {
                added(node);
            }
        }

        @Override
        public void deleted(Node last) {
            added(last);
        }

        private static List<?> taints(Node node) {
            return node.getSpec() == null ? List.of() : node.getSpec().getTaints();
        }
    }
}
