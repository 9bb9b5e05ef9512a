package io.jubernetes.controllers.deployment;

import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.jubernetes.client.controller.Controller;
import io.jubernetes.client.controller.Key;
import io.jubernetes.client.event.EventRecorder;
import io.jubernetes.client.informer.ChangeHandler;
import io.jubernetes.client.informer.Informer;
import io.jubernetes.controllers.context.ControllerContext;
import io.jubernetes.controllers.context.Part;
import io.jubernetes.controllers.ownership.OwnedHandler;
import io.jubernetes.controllers.ownership.Owners;
import org.jspecify.annotations.Nullable;

/** Wires the Deployment controller: which changes make which Deployments worth a look. */
public final class DeploymentController {

    private DeploymentController() {}

    public static Part create(ControllerContext context) {
        Informer<Deployment> deployments = context.informers().informerFor(Deployment.class);
        Informer<ReplicaSet> sets = context.informers().informerFor(ReplicaSet.class);
        Informer<Pod> pods = context.informers().informerFor(Pod.class);
        context.indexes().ensure(sets, Owners.INDEX, Owners.byController());
        context.indexes().ensure(pods, Owners.INDEX, Owners.byController());
        EventRecorder events = context.events("deployment-controller");
        DeploymentReconciler reconciler = new DeploymentReconciler(
                context.environment(),
                context.client(),
                new DeploymentReconciler.Caches(deployments, sets, pods),
                events);
        Controller controller = context.controller("deployment", reconciler);
        deployments.addHandler(ChangeHandler.of(controller::enqueue));
        sets.addHandler(new OwnedHandler<>(
                "Deployment", deployments, deployment -> deployment.getSpec().getSelector(), controller::enqueue));
        pods.addHandler(new PodHandler(sets, controller));
        return Part.of(controller, events);
    }

    private static void tellOwner(@Nullable ReplicaSet set, Controller controller) {
        OwnerReference owner = set == null ? null : Owners.controllerOf(set);
        if (set != null && owner != null && "Deployment".equals(owner.getKind())) {
            controller.enqueue(new Key(set.getMetadata().getNamespace(), owner.getName()));
        }
    }

    /** Recreate waits for the last old pod to go. */
    private record PodHandler(Informer<ReplicaSet> sets, Controller controller) implements ChangeHandler<Pod> {

        @Override
        public void added(Pod pod) {
            // the set's status tells
        }

        @Override
        public void updated(Pod old, Pod pod) {
            // the set's status tells
        }

        @Override
        public void deleted(Pod last) {
            OwnerReference owner = Owners.controllerOf(last);
            if (owner != null && "ReplicaSet".equals(owner.getKind())) {
                tellOwner(sets.get(last.getMetadata().getNamespace(), owner.getName()), controller);
            }
        }
    }
}
