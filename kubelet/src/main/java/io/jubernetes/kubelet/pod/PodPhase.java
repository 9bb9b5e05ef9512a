package io.jubernetes.kubelet.pod;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import java.util.stream.Stream;

/** A pod's phase from the statuses of its containers. */
final class PodPhase {

    static final String PENDING = "Pending";
    static final String RUNNING = "Running";
    static final String SUCCEEDED = "Succeeded";
    static final String FAILED = "Failed";

    private final Pod pod;
    private final List<ContainerStatus> init;
    private final List<ContainerStatus> sidecars;
    private final List<ContainerStatus> main;

    private PodPhase(Pod pod, List<ContainerStatus> init, List<ContainerStatus> main) {
        this.pod = pod;
        this.init = init.stream().filter(s -> !Pods.isSidecar(pod, s.getName())).toList();
        this.sidecars =
                init.stream().filter(s -> Pods.isSidecar(pod, s.getName())).toList();
        this.main = main;
    }

    static String of(Pod pod, List<ContainerStatus> init, List<ContainerStatus> main) {
        PodPhase phase = new PodPhase(pod, init, main);
        boolean mainSeen = main.stream().anyMatch(s -> !isFresh(s));
        return mainSeen ? phase.ofMain() : phase.beforeMain();
    }

    private String beforeMain() {
        if (init.stream().anyMatch(s -> failed(s) && !restarts(s))) {
            return sidecars.stream().anyMatch(PodPhase::runs) ? PENDING : FAILED;
        }
        return main.isEmpty() ? ofMain() : PENDING;
    }

    /** Sidecars count while they run, and while they have never run; how they end does not matter. */
    private String ofMain() {
        if (Stream.concat(sidecars.stream(), main.stream()).anyMatch(PodPhase::isFresh)) {
            return PENDING;
        }
        if (Stream.concat(sidecars.stream(), main.stream()).anyMatch(PodPhase::runs)) {
            return RUNNING;
        }
        if (main.stream().anyMatch(s -> s.getState().getTerminated() == null || restarts(s))) {
            return RUNNING;
        }
        return main.stream().allMatch(PodPhase::succeeded) ? SUCCEEDED : FAILED;
    }

    private boolean restarts(ContainerStatus status) {
        Container container = Pods.container(pod, status.getName()).orElseThrow();
        return RestartPolicy.restarts(
                pod, container, status.getState().getTerminated().getExitCode());
    }

    private static boolean runs(ContainerStatus status) {
        return status.getState().getRunning() != null;
    }

    /** Waits for its first start. */
    private static boolean isFresh(ContainerStatus status) {
        ContainerState last = status.getLastState();
        return status.getState().getWaiting() != null && (last == null || last.getTerminated() == null);
    }

    private static boolean succeeded(ContainerStatus status) {
        return status.getState().getTerminated() != null
                && status.getState().getTerminated().getExitCode() == 0;
    }

    private static boolean failed(ContainerStatus status) {
        return status.getState().getTerminated() != null
                && status.getState().getTerminated().getExitCode() != 0;
    }
}
