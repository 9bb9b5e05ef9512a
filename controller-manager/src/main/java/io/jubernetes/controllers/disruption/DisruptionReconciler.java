package io.jubernetes.controllers.disruption;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetBuilder;
import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.client.ResourceClient;
import io.jubernetes.client.controller.Key;
import io.jubernetes.client.controller.Reconciler;
import io.jubernetes.client.controller.Result;
import io.jubernetes.client.event.EventRecorder;
import io.jubernetes.client.informer.Informer;
import io.jubernetes.controllers.context.ControllerContext;

/** Writes the status of one budget. The server counts evictions there too, so a write from a stale cache must be a conflict. */
final class DisruptionReconciler implements Reconciler {

    private final Environment environment;
    private final Informer<PodDisruptionBudget> budgets;
    private final Informer<Pod> pods;
    private final Scales scales;
    private final EventRecorder events;
    private final ResourceClient<PodDisruptionBudget> client;

    DisruptionReconciler(
            ControllerContext context,
            Informer<PodDisruptionBudget> budgets,
            Informer<Pod> pods,
            Scales scales,
            EventRecorder events) {
        this.environment = context.environment();
        this.budgets = budgets;
        this.pods = pods;
        this.scales = scales;
        this.events = events;
        this.client = context.client().resources(PodDisruptionBudget.class);
    }

    @Override
    public Result reconcile(Key key) {
        PodDisruptionBudget budget = budgets.get(key.namespace(), key.name());
        if (budget == null) {
            return Result.done();
        }
        BudgetDecision decision =
                BudgetDecision.decide(budget, pods.listIn(key.namespace()), scales, environment.now());
        if (!BudgetStatus.isSame(budget.getStatus(), decision.status())) {
            client.updateStatus(new PodDisruptionBudgetBuilder(budget)
                    .withStatus(decision.status())
                    .build());
            // with a write only: what stays as it is, is said once
            decision.remarks().forEach(this::say);
        }
        if (decision.refusal() != null) {
            throw decision.refusal();
        }
        return decision.next() == null ? Result.done() : Result.requeueAfter(decision.next());
    }

    private void say(BudgetDecision.Remark remark) {
        if (remark.warning()) {
            events.warning(remark.about(), remark.reason(), remark.message());
        } else {
            events.normal(remark.about(), remark.reason(), remark.message());
        }
    }
}
