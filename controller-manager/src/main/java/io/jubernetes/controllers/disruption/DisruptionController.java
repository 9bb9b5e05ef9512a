package io.jubernetes.controllers.disruption;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.jubernetes.client.RawClient;
import io.jubernetes.client.controller.Controller;
import io.jubernetes.client.event.EventRecorder;
import io.jubernetes.client.informer.ChangeHandler;
import io.jubernetes.client.informer.Informer;
import io.jubernetes.controllers.context.ControllerContext;
import io.jubernetes.controllers.context.Part;
import io.jubernetes.controllers.ownership.LabelMatch;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Wires the disruption controller: which changes make which budgets worth a look.
 *
 * <p>A budget's own: another demand, or an eviction that the server noted. A pod's: its readiness, its end, its labels. A
 * Deployment's or a ReplicaSet's: its scale. Other scales are asked for when a pod changes, as nobody here keeps their owners.
 */
public final class DisruptionController {

    private DisruptionController() {}

    public static Part create(ControllerContext context) {
        Informer<PodDisruptionBudget> budgets = context.informers().informerFor(PodDisruptionBudget.class);
        Informer<Pod> pods = context.informers().informerFor(Pod.class);
        Informer<ReplicaSet> sets = context.informers().informerFor(ReplicaSet.class);
        Informer<Deployment> deployments = context.informers().informerFor(Deployment.class);
        Scales scales = new CachedScales(sets, deployments, new ServedScales(new RawClient(context.client())));
        EventRecorder events = context.events("controllermanager");
        Controller controller =
                context.controller("disruption", new DisruptionReconciler(context, budgets, pods, scales, events));
        budgets.addHandler(ChangeHandler.of(controller::enqueue));
        pods.addHandler(new PodHandler(budgets, controller, events));
        sets.addHandler(
                new ScaleHandler<>(budgets, controller, set -> set.getSpec().getReplicas()));
        deployments.addHandler(new ScaleHandler<>(
                budgets, controller, deployment -> deployment.getSpec().getReplicas()));
        return Part.of(controller, events);
    }

    /** The budgets that select the pod, or did. */
    private record PodHandler(Informer<PodDisruptionBudget> budgets, Controller controller, EventRecorder events)
            implements ChangeHandler<Pod> {

        @Override
        public void added(Pod pod) {
            List<PodDisruptionBudget> selecting = selecting(pod);
            if (selecting.size() > 1) {
                events.warning(
                        pod,
                        "MultiplePodDisruptionBudgets",
                        "Pod matches multiple PodDisruptionBudgets and cannot be evicted");
            }
            selecting.forEach(controller::enqueue);
        }

        @Override
        public void updated(Pod old, Pod pod) {
            if (!LabelMatch.labels(old).equals(LabelMatch.labels(pod))) {
                deleted(old);
            }
            added(pod);
        }

        @Override
        public void deleted(Pod last) {
            selecting(last).forEach(controller::enqueue);
        }

        private List<PodDisruptionBudget> selecting(Pod pod) {
            return budgets.listIn(pod.getMetadata().getNamespace()).stream()
                    .filter(budget -> LabelMatch.matches(budget.getSpec().getSelector(), pod))
                    .toList();
        }
    }

    /** All budgets of the namespace: few, and a scale changes seldom. */
    private record ScaleHandler<T extends HasMetadata>(
            Informer<PodDisruptionBudget> budgets, Controller controller, Function<T, @Nullable Integer> replicas)
            implements ChangeHandler<T> {

        @Override
        public void added(T owner) {
            budgets.listIn(owner.getMetadata().getNamespace()).forEach(controller::enqueue);
        }

        @Override
        public void updated(T old, T owner) {
            if (!Objects.equals(replicas.apply(old), replicas.apply(owner))) {
                added(owner);
            }
        }

        @Override
        public void deleted(T last) {
            // its pods follow
        }
    }
}
