package io.jubernetes.kubelet.pod;

import io.fabric8.kubernetes.api.model.Pod;
import io.jubernetes.kubelet.pod.PodActions.Kill;
import io.jubernetes.kubelet.runtime.Container;
import io.jubernetes.kubelet.runtime.Container.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Decides what to do about a pod that is to run, from its spec, what the runtime has of it, and what its probes say. When a
 * container may be started again after it failed is not decided here: see {@link RestartBackOff}.
 */
public final class PodDecision {

    private final Pod pod;
    private final RuntimePod runtime;
    private final ContainerHealth health;
    private final RestartPolicy policy;

    private PodDecision(Pod pod, RuntimePod runtime, ContainerHealth health) {
        this.pod = pod;
        this.runtime = runtime;
        this.health = health;
        this.policy = Pods.restartPolicy(pod);
    }

    public static PodActions decide(Pod pod, RuntimePod runtime, ContainerHealth health) {
        PodDecision decision = new PodDecision(pod, runtime, health);
        return runtime.readySandbox().isPresent() ? decision.inSandbox() : decision.withoutSandbox();
    }

    /** Whether all init containers of a pod have done their work. */
    public static boolean initialized(Pod pod, RuntimePod runtime) {
        boolean mainSeen = Pods.containers(pod).stream()
                .anyMatch(c -> runtime.latest(c.getName()).isPresent());
        return mainSeen
                || Pods.initContainers(pod).stream()
                        .allMatch(c -> exit(runtime, c.getName())
                                .filter(e -> e.exitCode() == 0)
                                .isPresent());
    }

    static Optional<State.Exited> exit(RuntimePod runtime, String name) {
        return runtime.latest(name)
                .map(Container::state)
                .filter(s -> s instanceof State.Exited)
                .map(s -> (State.Exited) s);
    }

    private PodActions withoutSandbox() {
        int attempt = runtime.sandbox().map(s -> s.attempt() + 1).orElse(0);
        List<String> wanted = containersToRestart();
        if (wanted.isEmpty() && !runtime.containers().isEmpty()) {
            return PodActions.NONE;
        }
        boolean again = attempt > 0
                && policy == RestartPolicy.NEVER
                && !runtime.containers().isEmpty();
        if (again) {
            return PodActions.NONE;
        }
        List<Kill> kills = runtime.containers().stream()
                .filter(Container::isRunning)
                .map(c -> new Kill(c, "Pod sandbox changed, it will be killed and re-created."))
                .toList();
        boolean initFirst = !Pods.initContainers(pod).isEmpty();
        List<String> start =
                initFirst ? List.of(Pods.initContainers(pod).getFirst().getName()) : wanted;
        return new PodActions(true, attempt, start, kills);
    }

    private List<String> containersToRestart() {
        return Pods.containers(pod).stream()
                .map(io.fabric8.kubernetes.api.model.Container::getName)
                .filter(this::wantsToRun)
                .toList();
    }

    /** Not running, and its restart policy lets it be started. */
    private boolean wantsToRun(String name) {
        Optional<Container> latest = runtime.latest(name);
        if (latest.isEmpty()) {
            return true;
        }
        return switch (latest.get().state()) {
            case State.Running running -> runtime.readySandbox().isEmpty();
            case State.Created created -> true;
            case State.Exited exited -> policy.restarts(exited.exitCode());
        };
    }

    private PodActions inSandbox() {
        if (!initialized(pod, runtime)) {
            return nextInitContainer();
        }
        List<Kill> kills = new ArrayList<>();
        List<String> start = new ArrayList<>();
        for (io.fabric8.kubernetes.api.model.Container container : Pods.containers(pod)) {
            Optional<Container> latest = runtime.latest(container.getName());
            if (latest.isPresent() && latest.get().isRunning()) {
                killWhenSick(latest.get()).ifPresent(kills::add);
            } else if (wantsToRun(container.getName())) {
                start.add(container.getName());
            }
        }
        return new PodActions(false, 0, start, kills);
    }

    private Optional<Kill> killWhenSick(Container container) {
        String failure = health.failure(container.id());
        if (failure.isEmpty()) {
            return Optional.empty();
        }
        String end = policy == RestartPolicy.NEVER ? "" : ", will be restarted";
        return Optional.of(
                new Kill(container, "Container " + container.name() + " failed " + failure + " probe" + end));
    }

    private PodActions nextInitContainer() {
        for (io.fabric8.kubernetes.api.model.Container init : Pods.initContainers(pod)) {
            Optional<Container> latest = runtime.latest(init.getName());
            if (latest.isEmpty()) {
                return start(init.getName());
            }
            switch (latest.get().state()) {
                case State.Running running -> {
                    return PodActions.NONE;
                }
                case State.Created created -> {
                    return start(init.getName());
                }
                case State.Exited exited -> {
                    if (exited.exitCode() != 0) {
                        return policy == RestartPolicy.NEVER ? PodActions.NONE : start(init.getName());
                    }
                }
            }
        }
        return PodActions.NONE;
    }

    private static PodActions start(String name) {
        return new PodActions(false, 0, List.of(name), List.of());
    }
}
