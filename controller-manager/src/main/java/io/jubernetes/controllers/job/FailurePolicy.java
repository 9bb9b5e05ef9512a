package io.jubernetes.controllers.job;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.batch.v1.PodFailurePolicy;
import io.fabric8.kubernetes.api.model.batch.v1.PodFailurePolicyOnExitCodesRequirement;
import io.fabric8.kubernetes.api.model.batch.v1.PodFailurePolicyOnPodConditionsPattern;
import io.fabric8.kubernetes.api.model.batch.v1.PodFailurePolicyRule;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a Job's policy says about a failed pod: of its rules, the first that matches counts. */
final class FailurePolicy {

    /** The default, and what a rule can say instead. */
    enum Action {
        COUNT,
        IGNORE,
        FAIL_INDEX,
        FAIL_JOB
    }

    /**
     * What is done about a failed pod.
     *
     * @param message why the Job fails, if it does; else empty
     */
    record Verdict(Action action, String message) {
        private static final Verdict COUNT = new Verdict(Action.COUNT, "");

        boolean isCounted() {
            return action != Action.IGNORE;
        }
    }

    private FailurePolicy() {}

    static Verdict of(@Nullable PodFailurePolicy policy, Pod failed) {
        List<PodFailurePolicyRule> rules = policy == null ? List.of() : policy.getRules();
        for (int i = 0; i < rules.size(); i++) {
            String match = match(rules.get(i), failed);
            if (match != null) {
                return verdict(rules.get(i).getAction(), match, i);
            }
        }
        return Verdict.COUNT;
    }

    private static Verdict verdict(@Nullable String action, String match, int rule) {
        return switch (String.valueOf(action)) {
            case "Ignore" -> new Verdict(Action.IGNORE, "");
            case "FailIndex" -> new Verdict(Action.FAIL_INDEX, "");
            case "FailJob" -> new Verdict(Action.FAIL_JOB, match + " matching FailJob rule at index " + rule);
            default -> Verdict.COUNT;
        };
    }

    /** What of the pod matches the rule; null when nothing does. */
    private static @Nullable String match(PodFailurePolicyRule rule, Pod pod) {
        if (pod.getStatus() == null) {
            return null;
        }
        String name = pod.getMetadata().getNamespace() + "/" + pod.getMetadata().getName();
        if (rule.getOnExitCodes() != null) {
            ContainerStatus container = exited(rule.getOnExitCodes(), pod);
            return container == null
                    ? null
                    : "Container " + container.getName() + " for pod " + name + " failed with exit code "
                            + container.getState().getTerminated().getExitCode();
        }
        PodCondition condition = inCondition(rule.getOnPodConditions(), pod);
        return condition == null ? null : "Pod " + name + " has condition " + condition.getType();
    }

    private static @Nullable ContainerStatus exited(PodFailurePolicyOnExitCodesRequirement requirement, Pod pod) {
        return Stream.concat(
                        pod.getStatus().getContainerStatuses().stream(),
                        pod.getStatus().getInitContainerStatuses().stream())
                .filter(container -> matches(requirement, container))
                .findFirst()
                .orElse(null);
    }

    private static boolean matches(PodFailurePolicyOnExitCodesRequirement requirement, ContainerStatus container) {
        String only = requirement.getContainerName();
        if (container.getState() == null
                || container.getState().getTerminated() == null
                || (only != null && !only.equals(container.getName()))) {
            return false;
        }
        int code = JobFacts.number(container.getState().getTerminated().getExitCode());
        return code != 0 && requirement.getValues().contains(code) == "In".equals(requirement.getOperator());
    }

    private static @Nullable PodCondition inCondition(List<PodFailurePolicyOnPodConditionsPattern> patterns, Pod pod) {
        return patterns.stream()
                .flatMap(pattern -> pod.getStatus().getConditions().stream()
                        .filter(condition -> pattern.getType().equals(condition.getType())
                                && pattern.getStatus().equals(condition.getStatus())))
                .findFirst()
                .orElse(null);
    }
}
