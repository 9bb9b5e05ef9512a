package io.jubernetes.kubelet.pod;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerRestartRule;
import io.fabric8.kubernetes.api.model.ContainerRestartRuleOnExitCodes;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether a container that ended is started again. */
enum RestartPolicy {
    ALWAYS,
    ON_FAILURE,
    NEVER;

    static RestartPolicy of(@Nullable String text) {
        return switch (text) {
            case "OnFailure" -> ON_FAILURE;
            case "Never" -> NEVER;
            case null, default -> ALWAYS;
        };
    }

    /** Whether a container of a pod is started again: the first of its rules that fits, its own policy, or else the pod's. */
    static boolean restarts(Pod pod, Container container, int exitCode) {
        for (ContainerRestartRule rule : orEmpty(container.getRestartPolicyRules())) {
            if (fits(rule.getExitCodes(), exitCode)) {
                return true; // there is no other action than to restart
            }
        }
        String own = container.getRestartPolicy();
        return (own == null ? Pods.restartPolicy(pod) : of(own)).restarts(exitCode);
    }

    private static boolean fits(@Nullable ContainerRestartRuleOnExitCodes codes, int exitCode) {
        if (codes == null) {
            return false;
        }
        boolean listed = orEmpty(codes.getValues()).contains(exitCode);
        return "NotIn".equals(codes.getOperator()) != listed;
    }

    private static <T> List<T> orEmpty(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }

    boolean restarts(int exitCode) {
        return switch (this) {
            case ALWAYS -> true;
            case ON_FAILURE -> exitCode != 0;
            case NEVER -> false;
        };
    }
}
