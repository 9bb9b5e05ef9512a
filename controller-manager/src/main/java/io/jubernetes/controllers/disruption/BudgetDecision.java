package io.jubernetes.controllers.disruption;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetStatus;
import io.jubernetes.controllers.ownership.LabelMatch;
import io.jubernetes.controllers.pods.PodFacts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a budget's status should be.
 *
 * @param remarks what its users should hear with it
 * @param next after which time it is another, even if nothing changes; null when never
 * @param refusal why the server did not say what was asked; null when it said it or when asking again is of no use
 */
record BudgetDecision(
        PodDisruptionBudgetStatus status,
        List<Remark> remarks,
        @Nullable Duration next,
        @Nullable RuntimeException refusal) {

    /** An event about the budget or one of its pods. */
    record Remark(HasMetadata about, boolean warning, String reason, String message) {}

    private static final String UNMANAGED =
            "Pods that nothing controls are selected and not counted; set \".spec.minAvailable\" to a number to count them.";

    /** @param inNamespace all pods there; those that have ended are nobody's any more and count for nothing */
    static BudgetDecision decide(PodDisruptionBudget budget, List<Pod> inNamespace, Scales scales, Instant now) {
        List<Pod> pods = inNamespace.stream()
                .filter(pod -> !PodFacts.isTerminal(pod))
                .filter(pod -> LabelMatch.matches(budget.getSpec().getSelector(), pod))
                .toList();
        try {
            return decide(budget, pods, Expected.of(budget.getSpec(), pods, scales), now);
        } catch (ScaleUnknownException e) {
            String why = String.valueOf(e.getMessage());
            Remark remark = new Remark(
                    budget,
                    true,
                    "CalculateExpectedPodCountFailed",
                    "Failed to calculate the number of expected pods: " + why);
            RuntimeException refusal = e.getCause() instanceof RuntimeException cause ? cause : null;
            return new BudgetDecision(BudgetStatus.failed(budget, why, now), List.of(remark), null, refusal);
        }
    }

    private static BudgetDecision decide(PodDisruptionBudget budget, List<Pod> pods, Expected expected, Instant now) {
        Disrupted disrupted = Disrupted.of(BudgetStatus.disruptedPods(budget.getStatus()), pods, now);
        int healthy = (int) pods.stream()
                .filter(pod -> PodFacts.isReady(pod) && !PodFacts.isBeingDeleted(pod))
                .filter(pod -> !disrupted.since().containsKey(pod.getMetadata().getName()))
                .count();
        return new BudgetDecision(
                BudgetStatus.counted(budget, expected, healthy, disrupted.since(), now),
                remarks(budget, pods, expected, disrupted),
                disrupted.next(),
                null);
    }

    private static List<Remark> remarks(
            PodDisruptionBudget budget, List<Pod> pods, Expected expected, Disrupted disrupted) {
        List<Remark> remarks = new ArrayList<>();
        if (pods.isEmpty()) {
            remarks.add(new Remark(budget, false, "NoPods", "No matching pods found"));
        }
        if (expected.unmanaged()) {
            remarks.add(new Remark(budget, true, "UnmanagedPods", UNMANAGED));
        }
        String name =
                budget.getMetadata().getNamespace() + "/" + budget.getMetadata().getName();
        for (Pod pod : disrupted.overdue()) {
            String message = "Pod was expected by PDB " + name + " to be deleted but it wasn't";
            remarks.add(new Remark(pod, true, "NotDeleted", message));
        }
        return remarks;
    }
}
