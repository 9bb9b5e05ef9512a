package io.jubernetes.kubelet.pod;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.jubernetes.kubelet.runtime.Container;
import io.jubernetes.kubelet.runtime.Container.State;

/** A container's states as the API shows them. */
final class ContainerStates {

    private ContainerStates() {}

    static ContainerState waiting(Waiting waiting) {
        return new ContainerStateBuilder()
                .withNewWaiting(waiting.message().isEmpty() ? null : waiting.message(), waiting.reason())
                .build();
    }

    static ContainerState running(State.Running running) {
        return new ContainerStateBuilder()
                .withNewRunning(Pods.time(running.startedAt()))
                .build();
    }

    /**
     * @param idPrefix the runtime's name, before the id
     * @param message what the container left as its last words; empty for what the runtime says
     */
    static ContainerState terminated(Container container, State.Exited exited, String idPrefix, String message) {
        String text = message.isEmpty() ? exited.message() : message;
        return new ContainerStateBuilder()
                .withNewTerminated()
                .withExitCode(exited.exitCode())
                .withReason(exited.reason())
                .withMessage(text.isEmpty() ? null : text)
                .withStartedAt(Pods.time(exited.startedAt()))
                .withFinishedAt(Pods.time(exited.finishedAt()))
                .withContainerID(idPrefix + container.id())
                .endTerminated()
                .build();
    }
}
