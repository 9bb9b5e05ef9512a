package io.jubernetes.controllers.replicaset;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.jubernetes.client.controller.Controller;
import io.jubernetes.client.event.EventRecorder;
import io.jubernetes.client.informer.ChangeHandler;
import io.jubernetes.client.informer.Informer;
import io.jubernetes.controllers.context.ControllerContext;
import io.jubernetes.controllers.context.Part;
import io.jubernetes.controllers.ownership.OwnedHandler;
import io.jubernetes.controllers.ownership.Owners;

/** Wires the ReplicaSet controller: which changes make which sets worth a look. */
public final class ReplicaSetController {

    private ReplicaSetController() {}

    public static Part create(ControllerContext context) {
        Informer<ReplicaSet> sets = context.informers().informerFor(ReplicaSet.class);
        Informer<Pod> pods = context.informers().informerFor(Pod.class);
        context.indexes().ensure(sets, Owners.INDEX, Owners.byController());
        context.indexes().ensure(pods, Owners.INDEX, Owners.byController());
        EventRecorder events = context.events("replicaset-controller");
        Controller controller = context.controller("replicaset", new ReplicaSetReconciler(context, sets, pods, events));
        sets.addHandler(ChangeHandler.of(controller::enqueue));
        pods.addHandler(
                new OwnedHandler<>("ReplicaSet", sets, set -> set.getSpec().getSelector(), controller::enqueue));
        return Part.of(controller, events);
    }
}
