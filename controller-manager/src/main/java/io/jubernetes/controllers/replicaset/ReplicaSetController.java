package io.jubernetes.controllers.replicaset;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.jubernetes.client.controller.Controller;
import io.jubernetes.client.event.EventRecorder;
import io.jubernetes.client.informer.ChangeHandler;
import io.jubernetes.client.informer.Informer;
import io.jubernetes.controllers.context.ControllerContext;
import io.jubernetes.controllers.context.Part;
import io.jubernetes.controllers.ownership.OwnedHandler;
import io.jubernetes.controllers.ownership.Owners;

/** Wires the controllers of ReplicaSets and ReplicationControllers: which changes make which sets worth a look. */
public final class ReplicaSetController {

    private ReplicaSetController() {}

    public static Part create(ControllerContext context) {
        return create(context, "replicaset", SetKind.REPLICA_SET);
    }

    /** The older kind, whose selector is only ever labels with values. */
    public static Part ofReplicationControllers(ControllerContext context) {
        return create(context, "replication", SetKind.REPLICATION_CONTROLLER);
    }

    private static <O extends HasMetadata> Part create(ControllerContext context, String name, SetKind<O> kind) {
        Informer<O> sets = context.informers().informerFor(kind.type());
        Informer<Pod> pods = context.informers().informerFor(Pod.class);
        context.indexes().ensure(sets, Owners.INDEX, Owners.byController());
        context.indexes().ensure(pods, Owners.INDEX, Owners.byController());
        EventRecorder events = context.events(name + "-controller");
        Controller controller = context.controller(
                name, new ReplicaSetReconciler<>(context, kind, new ReplicaSetReconciler.Caches<>(sets, pods), events));
        sets.addHandler(ChangeHandler.of(controller::enqueue));
        pods.addHandler(new OwnedHandler<>(
                HasMetadata.getKind(kind.type()),
                sets,
                set -> kind.asSet().apply(set).getSpec().getSelector(),
                controller::enqueue));
        return Part.of(controller, events);
    }
}
