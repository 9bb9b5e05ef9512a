package io.jubernetes.kubelet.pod;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.jubernetes.kubelet.pod.PodStatusBuilder.Facts;
import io.jubernetes.kubelet.runtime.Container;
import io.jubernetes.kubelet.runtime.Container.State;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The status of each container of a pod. */
final class ContainerStatuses {

    private final Pod pod;
    private final RuntimePod runtime;
    private final ContainerHealth health;
    private final Map<String, Waiting> waiting;
    private final TerminationMessages messages;
    private final String idPrefix;

    private enum Role {
        INIT,
        SIDECAR,
        MAIN,
        EPHEMERAL
    }

    ContainerStatuses(Pod pod, Facts facts, String idPrefix) {
        this.pod = pod;
        this.runtime = facts.runtime();
        this.health = facts.health();
        this.waiting = facts.waiting();
        this.messages = facts.messages();
        this.idPrefix = idPrefix;
    }

    List<ContainerStatus> init() {
        return Pods.initContainers(pod).stream()
                .map(c -> status(c, Pods.isSidecar(c) ? Role.SIDECAR : Role.INIT))
                .toList();
    }

    List<ContainerStatus> main() {
        return Pods.containers(pod).stream().map(c -> status(c, Role.MAIN)).toList();
    }

    List<ContainerStatus> ephemeral() {
        return Pods.ephemeralContainers(pod).stream()
                .map(c -> status(c, Role.EPHEMERAL))
                .toList();
    }

    private ContainerStatus status(io.fabric8.kubernetes.api.model.Container spec, Role role) {
        Optional<Container> latest = runtime.latest(spec.getName());
        ContainerStatus before = before(spec.getName(), role);
        ContainerStatusBuilder status = new ContainerStatusBuilder()
                .withName(spec.getName())
                .withImage(spec.getImage())
                .withImageID(latest.map(Container::imageRef).orElse(""))
                .withRestartCount(restarts(latest, before))
                .withReady(false)
                .withStarted(false)
                .withLastState(lastState(spec.getName(), before));
        latest.ifPresent(c -> status.withContainerID(idPrefix + c.id()));
        if (latest.isEmpty() || latest.get().state() instanceof State.Created) {
            return status.withState(ContainerStates.waiting(reason(spec.getName(), role)))
                    .build();
        }
        return switch (latest.get().state()) {
            case State.Running running -> running(status, latest.get(), running, role);
            case State.Exited exited -> exited(status, latest.get(), exited, role);
            case State.Created created -> status.build();
        };
    }

    private ContainerStatus running(
            ContainerStatusBuilder status, Container container, State.Running running, Role role) {
        boolean probed = role == Role.MAIN || role == Role.SIDECAR;
        boolean started = !probed || health.started(container.id());
        return status.withState(ContainerStates.running(running))
                .withStarted(started)
                .withReady(probed && started && health.ready(container.id()))
                .build();
    }

    private ContainerStatus exited(ContainerStatusBuilder status, Container container, State.Exited exited, Role role) {
        ContainerState terminated = ContainerStates.terminated(container, exited, idPrefix, messages.of(container));
        Waiting held = waiting.get(container.name());
        if (held != null) {
            return status.withState(ContainerStates.waiting(held))
                    .withLastState(terminated)
                    .build();
        }
        return status.withState(terminated)
                .withReady(role == Role.INIT && exited.exitCode() == 0)
                .build();
    }

    /** An agent or machine that lost its records goes on counting where the status in the cluster is. */
    private static int restarts(Optional<Container> latest, @org.jspecify.annotations.Nullable ContainerStatus before) {
        int known = before == null || before.getRestartCount() == null ? 0 : before.getRestartCount();
        return latest.map(Container::attempt).orElse(known);
    }

    private ContainerState lastState(String name, @org.jspecify.annotations.Nullable ContainerStatus before) {
        Optional<Container> previous = runtime.previous(name);
        if (previous.isPresent() && previous.get().state() instanceof State.Exited exited) {
            return ContainerStates.terminated(previous.get(), exited, idPrefix, messages.of(previous.get()));
        }
        return before == null || before.getLastState() == null ? new ContainerState() : before.getLastState();
    }

    private Waiting reason(String name, Role role) {
        Waiting held = waiting.get(name);
        if (held != null) {
            return held;
        }
        boolean init = role == Role.INIT || role == Role.SIDECAR;
        boolean initializing =
                role == Role.MAIN && !Pods.initContainers(pod).isEmpty() && !PodDecision.initialized(pod, runtime);
        boolean laterInit = init
                && runtime.sandbox().isPresent()
                && !Pods.initContainers(pod).getFirst().getName().equals(name);
        return new Waiting(initializing || laterInit ? "PodInitializing" : "ContainerCreating", "");
    }

    private @org.jspecify.annotations.Nullable ContainerStatus before(String name, Role role) {
        if (pod.getStatus() == null) {
            return null;
        }
        List<ContainerStatus> all = switch (role) {
            case INIT, SIDECAR -> pod.getStatus().getInitContainerStatuses();
            case MAIN -> pod.getStatus().getContainerStatuses();
            case EPHEMERAL -> pod.getStatus().getEphemeralContainerStatuses();
        };
        return all == null
                ? null
                : all.stream().filter(s -> s.getName().equals(name)).findFirst().orElse(null);
    }
}
