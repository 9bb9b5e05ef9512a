package io.jubernetes.kubelet.pod;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Probe;
import io.jubernetes.kubelet.pod.PodActions.Kill;
import io.jubernetes.kubelet.runtime.Container;
import io.jubernetes.kubelet.runtime.Container.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides what to do about a pod that is to run, from its spec, what the runtime has of it, and what its probes say. When a
 * container may be started again after it failed is not decided here: see {@link RestartBackOff}.
 */
public final class PodDecision {

    private final Pod pod;
    private final RuntimePod runtime;
    private final ContainerHealth health;
    private final List<Kill> kills = new ArrayList<>();
    private final List<String> start = new ArrayList<>();

    private PodDecision(Pod pod, RuntimePod runtime, ContainerHealth health) {
        this.pod = pod;
        this.runtime = runtime;
        this.health = health;
    }

    public static PodActions decide(Pod pod, RuntimePod runtime, ContainerHealth health) {
        PodDecision decision = new PodDecision(pod, runtime, health);
        return runtime.readySandbox().isPresent() ? decision.inSandbox() : decision.withoutSandbox();
    }

    /** Whether all init containers of a pod have done their work. */
    public static boolean initialized(Pod pod, RuntimePod runtime) {
        return mainSeen(pod, runtime)
                || Pods.initContainers(pod).stream()
                        .allMatch(c -> Pods.isSidecar(c)
                                ? runtime.latest(c.getName())
                                        .filter(Container::isRunning)
                                        .isPresent()
                                : exitCode(runtime, c.getName()) == 0);
    }

    /** Whether the containers for whose sake the pod is there have all ended for good, or can never be started. */
    static boolean isComplete(Pod pod, RuntimePod runtime) {
        if (!mainSeen(pod, runtime)) {
            return Pods.initContainers(pod).stream()
                    .filter(c -> !Pods.isSidecar(c))
                    .anyMatch(c -> exitCode(runtime, c.getName()) > 0 && endedForGood(pod, runtime, c));
        }
        return Pods.containers(pod).stream().allMatch(c -> endedForGood(pod, runtime, c));
    }

    private static boolean endedForGood(
            Pod pod, RuntimePod runtime, io.fabric8.kubernetes.api.model.Container container) {
        int code = exitCode(runtime, container.getName());
        return code >= 0 && !RestartPolicy.restarts(pod, container, code);
    }

    private static boolean mainSeen(Pod pod, RuntimePod runtime) {
        return Pods.containers(pod).stream()
                .anyMatch(c -> runtime.latest(c.getName()).isPresent());
    }

    static Optional<State.Exited> exit(RuntimePod runtime, String name) {
        return runtime.latest(name)
                .map(Container::state)
                .filter(s -> s instanceof State.Exited)
                .map(s -> (State.Exited) s);
    }

    /** -1 when it has not ended. */
    private static int exitCode(RuntimePod runtime, String name) {
        return exit(runtime, name).map(State.Exited::exitCode).orElse(-1);
    }

    private PodActions withoutSandbox() {
        int attempt = runtime.sandbox().map(s -> s.attempt() + 1).orElse(0);
        List<String> wanted = Pods.containers(pod).stream()
                .filter(this::wantsToRun)
                .map(io.fabric8.kubernetes.api.model.Container::getName)
                .toList();
        boolean ran = !runtime.containers().isEmpty();
        boolean never = attempt > 0 && Pods.restartPolicy(pod) == RestartPolicy.NEVER;
        if (ran && (wanted.isEmpty() || never)) {
            return PodActions.NONE;
        }
        runtime.containers().stream()
                .filter(Container::isRunning)
                .forEach(c -> kills.add(new Kill(c, "Pod sandbox changed, it will be killed and re-created.", null)));
        boolean initFirst = !Pods.initContainers(pod).isEmpty();
        List<String> first =
                initFirst ? List.of(Pods.initContainers(pod).getFirst().getName()) : wanted;
        return new PodActions(true, attempt, first, kills);
    }

    /** Not running, and its restart policy lets it be started. */
    private boolean wantsToRun(io.fabric8.kubernetes.api.model.Container container) {
        Optional<Container> latest = runtime.latest(container.getName());
        if (latest.isEmpty()) {
            return true;
        }
        return switch (latest.get().state()) {
            case State.Running running -> runtime.readySandbox().isEmpty();
            case State.Created created -> true;
            case State.Exited exited -> RestartPolicy.restarts(pod, container, exited.exitCode());
        };
    }

    private PodActions inSandbox() {
        if (isComplete(pod, runtime)) {
            return PodActions.NONE;
        }
        ephemeral();
        if (initDone()) {
            Pods.containers(pod).forEach(this::main);
        }
        return new PodActions(false, 0, start, kills);
    }

    private void ephemeral() {
        Pods.ephemeralContainers(pod).stream()
                .map(io.fabric8.kubernetes.api.model.Container::getName)
                .filter(name -> runtime.latest(name)
                        .map(c -> c.state() instanceof State.Created)
                        .orElse(true))
                .forEach(start::add);
    }

    private void main(io.fabric8.kubernetes.api.model.Container container) {
        Optional<Container> latest = runtime.latest(container.getName());
        if (latest.isPresent() && latest.get().isRunning()) {
            killWhenOther(container, latest.get());
            killWhenSick(container, latest.get());
        } else if (wantsToRun(container)) {
            start.add(container.getName());
        }
    }

    /** The image is what may change in a container that runs. */
    private void killWhenOther(io.fabric8.kubernetes.api.model.Container spec, Container container) {
        String wanted = spec.getImage() == null ? "" : spec.getImage();
        if (!container.image().equals(wanted) && RestartPolicy.restarts(pod, spec, 137)) {
            kills.add(new Kill(
                    container, "Container " + spec.getName() + " definition changed, will be restarted", null));
        }
    }

    private void killWhenSick(io.fabric8.kubernetes.api.model.Container spec, Container container) {
        String failure = health.failure(container.id());
        if (failure.isEmpty()) {
            return;
        }
        boolean again = RestartPolicy.restarts(pod, spec, 137);
        String message =
                "Container " + spec.getName() + " failed " + failure + " probe" + (again ? ", will be restarted" : "");
        kills.add(new Kill(
                container,
                message,
                grace(failure.equals("startup") ? spec.getStartupProbe() : spec.getLivenessProbe())));
    }

    private static @Nullable Duration grace(@Nullable Probe probe) {
        Long seconds = probe == null ? null : probe.getTerminationGracePeriodSeconds();
        return seconds == null ? null : Duration.ofSeconds(seconds);
    }

    /** Goes through the init containers in order until one has to be waited for. Once the others run, only sidecars matter. */
    private boolean initDone() {
        boolean past = mainSeen(pod, runtime);
        for (io.fabric8.kubernetes.api.model.Container init : Pods.initContainers(pod)) {
            boolean goOn = Pods.isSidecar(init) ? sidecar(init) : past || initContainer(init);
            if (!goOn && !past) {
                return false;
            }
        }
        return true;
    }

    /** Whether the next one may start: it runs, and has started up. */
    private boolean sidecar(io.fabric8.kubernetes.api.model.Container init) {
        Optional<Container> latest = runtime.latest(init.getName());
        if (latest.isEmpty() || !latest.get().isRunning()) {
            start.add(init.getName());
            return false;
        }
        killWhenSick(init, latest.get());
        return health.started(latest.get().id());
    }

    /** Whether the next one may start: it has succeeded. */
    private boolean initContainer(io.fabric8.kubernetes.api.model.Container init) {
        Optional<Container> latest = runtime.latest(init.getName());
        if (latest.isEmpty() || wantsAgain(init, latest.get().state())) {
            start.add(init.getName());
            return false;
        }
        return exitCode(runtime, init.getName()) == 0;
    }

    private boolean wantsAgain(io.fabric8.kubernetes.api.model.Container init, State state) {
        return switch (state) {
            case State.Created created -> true;
            case State.Running running -> false;
            case State.Exited exited -> exited.exitCode() != 0 && RestartPolicy.restarts(pod, init, exited.exitCode());
        };
    }
}
