package io.jubernetes.controllers.replicaset;

import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.jubernetes.client.controller.Controller;
import io.jubernetes.client.controller.Key;
import io.jubernetes.client.event.EventRecorder;
import io.jubernetes.client.informer.ChangeHandler;
import io.jubernetes.client.informer.Informer;
import io.jubernetes.controllers.context.ControllerContext;
import io.jubernetes.controllers.context.Part;
import io.jubernetes.controllers.ownership.LabelMatch;
import io.jubernetes.controllers.ownership.Owners;
import java.util.Objects;

/** Wires the ReplicaSet controller: which changes make which sets worth a look. */
public final class ReplicaSetController {

    private ReplicaSetController() {}

    public static Part create(ControllerContext context) {
        Informer<ReplicaSet> sets = context.informers().informerFor(ReplicaSet.class);
        Informer<Pod> pods = context.informers().informerFor(Pod.class);
        context.indexes().ensure(sets, Owners.INDEX, Owners.byController());
        context.indexes().ensure(pods, Owners.INDEX, Owners.byController());
        EventRecorder events = context.events("replicaset-controller");
        Controller controller =
                context.controller("replicaset", ReplicaSetReconciler.create(context, sets, pods, events));
        sets.addHandler(ChangeHandler.of(controller::enqueue));
        pods.addHandler(new PodHandler(sets, controller));
        return Part.of(controller, events);
    }

    /** A pod's set, its former set, or any set that may want it. */
    private record PodHandler(Informer<ReplicaSet> sets, Controller controller) implements ChangeHandler<Pod> {

        @Override
        public void added(Pod pod) {
            if (Owners.controllerOf(pod) == null) {
                offer(pod);
            } else {
                tellOwner(pod);
            }
        }

        @Override
        public void updated(Pod old, Pod pod) {
            if (!Objects.equals(Owners.controllerOf(old), Owners.controllerOf(pod))) {
                tellOwner(old);
            }
            added(pod);
        }

        @Override
        public void deleted(Pod last) {
            tellOwner(last);
        }

        private void tellOwner(Pod pod) {
            OwnerReference owner = Owners.controllerOf(pod);
            if (owner != null && "ReplicaSet".equals(owner.getKind())) {
                controller.enqueue(new Key(pod.getMetadata().getNamespace(), owner.getName()));
            }
        }

        private void offer(Pod pod) {
            if (LabelMatch.labels(pod).isEmpty()) {
                return;
            }
            sets.listIn(pod.getMetadata().getNamespace()).stream()
                    .filter(set -> LabelMatch.matches(set.getSpec().getSelector(), pod))
                    .forEach(controller::enqueue);
        }
    }
}
