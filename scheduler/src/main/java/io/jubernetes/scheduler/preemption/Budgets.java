package io.jubernetes.scheduler.preemption;

import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetStatus;
import io.jubernetes.apimachinery.selector.LabelSelector;
import io.jubernetes.scheduler.framework.ClusterObjects;
import io.jubernetes.scheduler.snapshot.PlacedPod;
import io.jubernetes.scheduler.snapshot.Selectors;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How many pods the disruption budgets still let go, counted down pod by pod. For one node at a time. */
final class Budgets {

    private final ClusterObjects objects;
    private final Map<String, Integer> left = new HashMap<>();

    Budgets(ClusterObjects objects) {
        this.objects = objects;
    }

    /** Counts the pod as gone. @return whether a budget has nothing left for that */
    boolean violatedBy(PlacedPod pod) {
        boolean violated = false;
        List<PodDisruptionBudget> budgets = pod.labels().isEmpty() ? List.of() : objects.budgets(pod.namespace());
        for (PodDisruptionBudget budget : budgets) {
            if (protects(budget, pod)) {
                violated |= take(budget) < 0;
            }
        }
        return violated;
    }

    private int take(PodDisruptionBudget budget) {
        String key =
                budget.getMetadata().getNamespace() + "/" + budget.getMetadata().getName();
        PodDisruptionBudgetStatus status = budget.getStatus();
        int allowed = status == null || status.getDisruptionsAllowed() == null ? 0 : status.getDisruptionsAllowed();
        int rest = left.getOrDefault(key, allowed) - 1;
        left.put(key, rest);
        return rest;
    }

    /** An empty selector protects nothing here, and a pod whose eviction was counted already is not counted again. */
    private static boolean protects(PodDisruptionBudget budget, PlacedPod pod) {
        LabelSelector selector = Selectors.of(budget.getSpec().getSelector());
        boolean counted = budget.getStatus() != null
                && budget.getStatus().getDisruptedPods() != null
                && budget.getStatus()
                        .getDisruptedPods()
                        .containsKey(pod.pod().getMetadata().getName());
        return !counted && !selector.isEmpty() && selector.matches(pod.labels());
    }
}
