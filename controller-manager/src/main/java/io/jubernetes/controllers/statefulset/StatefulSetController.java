package io.jubernetes.controllers.statefulset;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.jubernetes.client.controller.Controller;
import io.jubernetes.client.event.EventRecorder;
import io.jubernetes.client.informer.ChangeHandler;
import io.jubernetes.client.informer.Informer;
import io.jubernetes.controllers.context.ControllerContext;
import io.jubernetes.controllers.context.Part;
import io.jubernetes.controllers.ownership.OwnedHandler;
import io.jubernetes.controllers.ownership.Owners;

/** Wires the StatefulSet controller: a set's own changes make it worth a look, and those of its pods. */
public final class StatefulSetController {

    private StatefulSetController() {}

    public static Part create(ControllerContext context) {
        Informer<StatefulSet> sets = context.informers().informerFor(StatefulSet.class);
        Informer<Pod> pods = context.informers().informerFor(Pod.class);
        context.indexes().ensure(pods, Owners.INDEX, Owners.byController());
        EventRecorder events = context.events("statefulset-controller");
        Controller controller = context.controller("statefulset", new SetReconciler(context, sets, pods, events));
        sets.addHandler(ChangeHandler.of(controller::enqueue));
        pods.addHandler(
                new OwnedHandler<>("StatefulSet", sets, set -> set.getSpec().getSelector(), controller::enqueue));
        return Part.of(controller, events);
    }
}
