package io.jubernetes.controllers.disruption;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetStatus;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetStatusBuilder;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes and compares the statuses of budgets. */
final class BudgetStatus {

    private static final String DISRUPTION_ALLOWED = "DisruptionAllowed";

    private BudgetStatus() {}

    static PodDisruptionBudgetStatus counted(
            PodDisruptionBudget budget, Expected expected, int healthy, Map<String, String> disrupted, Instant now) {
        // without a pod nothing is allowed: the first pods that come are safe until they are counted
        int allowed = expected.pods() <= 0 ? 0 : Math.max(0, healthy - expected.healthy());
        Long generation = budget.getMetadata().getGeneration();
        Condition condition = new ConditionBuilder()
                .withStatus(allowed > 0 ? "True" : "False")
                .withReason(allowed > 0 ? "SufficientPods" : "InsufficientPods")
                .withMessage("")
                .withObservedGeneration(generation)
                .build();
        return new PodDisruptionBudgetStatusBuilder()
                .withExpectedPods(expected.pods())
                .withDesiredHealthy(expected.healthy())
                .withCurrentHealthy(healthy)
                .withDisruptionsAllowed(allowed)
                .withDisruptedPods(disrupted)
                .withObservedGeneration(generation)
                .withConditions(conditions(budget.getStatus(), condition, now))
                .build();
    }

    /** As it was, with no eviction allowed: what is not known may be unsafe. */
    static PodDisruptionBudgetStatus failed(PodDisruptionBudget budget, String why, Instant now) {
        PodDisruptionBudgetStatus known = budget.getStatus();
        Condition condition = new ConditionBuilder()
                .withStatus("False")
                .withReason("SyncFailed")
                .withMessage(why)
                .withObservedGeneration(known == null ? null : known.getObservedGeneration())
                .build();
        return new PodDisruptionBudgetStatusBuilder()
                .withExpectedPods(known == null ? 0 : count(known.getExpectedPods()))
                .withDesiredHealthy(known == null ? 0 : count(known.getDesiredHealthy()))
                .withCurrentHealthy(known == null ? 0 : count(known.getCurrentHealthy()))
                .withDisruptionsAllowed(0)
                .withDisruptedPods(disruptedPods(known))
                .withObservedGeneration(known == null ? null : known.getObservedGeneration())
                .withConditions(conditions(known, condition, now))
                .build();
    }

    static Map<String, String> disruptedPods(@Nullable PodDisruptionBudgetStatus status) {
        return status == null || status.getDisruptedPods() == null ? Map.of() : status.getDisruptedPods();
    }

    /** Absent and zero are the same. */
    static boolean isSame(@Nullable PodDisruptionBudgetStatus old, PodDisruptionBudgetStatus next) {
        return old != null
                && count(old.getExpectedPods()) == count(next.getExpectedPods())
                && count(old.getDesiredHealthy()) == count(next.getDesiredHealthy())
                && count(old.getCurrentHealthy()) == count(next.getCurrentHealthy())
                && count(old.getDisruptionsAllowed()) == count(next.getDisruptionsAllowed())
                && disruptedPods(old).equals(disruptedPods(next))
                && Objects.equals(old.getObservedGeneration(), next.getObservedGeneration())
                && old.getConditions().equals(next.getConditions());
    }

    private static int count(@Nullable Integer number) {
        return number == null ? 0 : number;
    }

    /** The condition among those of others, the very same object when it says nothing new. */
    private static List<Condition> conditions(@Nullable PodDisruptionBudgetStatus status, Condition next, Instant now) {
        List<Condition> conditions = new ArrayList<>(status == null ? List.of() : status.getConditions());
        Condition known = conditions.stream()
                .filter(condition -> DISRUPTION_ALLOWED.equals(condition.getType()))
                .findFirst()
                .orElse(null);
        if (known == null || !saysTheSame(known, next)) {
            next.setType(DISRUPTION_ALLOWED);
            next.setLastTransitionTime(
                    known != null && next.getStatus().equals(known.getStatus())
                            ? known.getLastTransitionTime()
                            : now.truncatedTo(ChronoUnit.SECONDS).toString());
            conditions.removeIf(condition -> DISRUPTION_ALLOWED.equals(condition.getType()));
            conditions.add(next);
        }
        return conditions;
    }

    private static boolean saysTheSame(Condition known, Condition next) {
        return next.getStatus().equals(known.getStatus())
                && next.getReason().equals(known.getReason())
                && next.getMessage().equals(Objects.requireNonNullElse(known.getMessage(), ""))
                && Objects.equals(next.getObservedGeneration(), known.getObservedGeneration());
    }
}
