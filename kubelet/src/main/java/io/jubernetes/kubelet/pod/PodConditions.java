package io.jubernetes.kubelet.pod;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodConditionBuilder;
import io.fabric8.kubernetes.api.model.PodReadinessGate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The conditions of a pod that its node agent sets. */
final class PodConditions {

    private final Pod pod;
    private final Instant now;
    private final List<PodCondition> conditions = new ArrayList<>();

    PodConditions(Pod pod, Instant now) {
        this.pod = pod;
        this.now = now;
    }

    List<PodCondition> of(String phase, boolean sandboxReady, List<ContainerStatus> init, List<ContainerStatus> main) {
        boolean ended = phase.equals(PodPhase.SUCCEEDED) || phase.equals(PodPhase.FAILED);
        add("PodReadyToStartContainers", sandboxReady, null, null);
        initialized(phase, init, main);
        List<ContainerStatus> serving = new ArrayList<>(
                init.stream().filter(s -> Pods.isSidecar(pod, s.getName())).toList());
        serving.addAll(main);
        containersReady(phase, ended, serving);
        add("PodScheduled", true, null, null);
        return conditions;
    }

    /** The pod did not end by itself. */
    void disrupted(String message) {
        add("DisruptionTarget", true, "TerminationByKubelet", message);
    }

    private void initialized(String phase, List<ContainerStatus> init, List<ContainerStatus> main) {
        boolean mainSeen = main.stream().anyMatch(s -> s.getContainerID() != null);
        String open = names(
                init, s -> !Boolean.TRUE.equals(Pods.isSidecar(pod, s.getName()) ? s.getStarted() : s.getReady()));
        boolean done = mainSeen || open.isEmpty();
        if (done) {
            add("Initialized", true, phase.equals(PodPhase.SUCCEEDED) ? "PodCompleted" : null, null);
        } else {
            add("Initialized", false, "ContainersNotInitialized", "containers with incomplete status: " + open);
        }
    }

    private void containersReady(String phase, boolean ended, List<ContainerStatus> main) {
        String unready = names(main, s -> !Boolean.TRUE.equals(s.getReady()));
        if (ended) {
            String reason = phase.equals(PodPhase.SUCCEEDED) ? "PodCompleted" : "PodFailed";
            add("Ready", false, reason, null);
            add("ContainersReady", false, reason, null);
            return;
        }
        String message = "containers with unready status: " + unready;
        boolean ready = unready.isEmpty();
        String gate = closedGates();
        if (ready && !gate.isEmpty()) {
            add("Ready", false, "ReadinessGatesNotReady", gate);
        } else {
            add("Ready", ready, ready ? null : "ContainersNotReady", ready ? null : message);
        }
        add("ContainersReady", ready, ready ? null : "ContainersNotReady", ready ? null : message);
    }

    private String closedGates() {
        List<PodReadinessGate> gates = pod.getSpec().getReadinessGates();
        StringBuilder closed = new StringBuilder();
        for (PodReadinessGate gate : gates == null ? List.<PodReadinessGate>of() : gates) {
            Optional<PodCondition> condition = before(gate.getConditionType());
            if (condition.isEmpty()) {
                closed.append(closed.isEmpty() ? "" : ", ")
                        .append("corresponding condition of pod readiness gate \"")
                        .append(gate.getConditionType())
                        .append("\" does not exist.");
            } else if (!"True".equals(condition.get().getStatus())) {
                closed.append(closed.isEmpty() ? "" : ", ")
                        .append("the status of pod readiness gate \"")
                        .append(gate.getConditionType())
                        .append("\" is not \"True\", but ")
                        .append(condition.get().getStatus());
            }
        }
        return closed.toString();
    }

    /** Names as Go prints a list, {@code [a b]}; empty when there are none. */
    private static String names(List<ContainerStatus> statuses, Predicate<ContainerStatus> which) {
        List<String> names =
                statuses.stream().filter(which).map(ContainerStatus::getName).toList();
        return names.isEmpty() ? "" : "[" + String.join(" ", names) + "]";
    }

    private void add(String type, boolean value, @Nullable String reason, @Nullable String message) {
        conditions.add(condition(type, value, reason, message));
    }

    /** A condition that is there because something holds. */
    PodCondition of(String type, String reason, String message) {
        return condition(type, true, reason, message);
    }

    private PodCondition condition(String type, boolean value, @Nullable String reason, @Nullable String message) {
        String status = value ? "True" : "False";
        Optional<PodCondition> before = before(type).filter(c -> status.equals(c.getStatus()));
        return new PodConditionBuilder()
                .withType(type)
                .withStatus(status)
                .withReason(reason)
                .withMessage(message)
                .withObservedGeneration(pod.getMetadata().getGeneration())
                .withLastTransitionTime(
                        before.map(PodCondition::getLastTransitionTime).orElse(Pods.time(now)))
                .build();
    }

    private Optional<PodCondition> before(String type) {
        if (pod.getStatus() == null || pod.getStatus().getConditions() == null) {
            return Optional.empty();
        }
        return pod.getStatus().getConditions().stream()
                .filter(c -> type.equals(c.getType()))
                .findFirst();
    }
}
