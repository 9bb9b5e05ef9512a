package io.jubernetes.kubelet.pod;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;

/** A pod's phase from the statuses of its containers. */
final class PodPhase {

    static final String PENDING = "Pending";
    static final String RUNNING = "Running";
    static final String SUCCEEDED = "Succeeded";
    static final String FAILED = "Failed";

    private PodPhase() {}

    static String of(Pod pod, List<ContainerStatus> init, List<ContainerStatus> main) {
        RestartPolicy policy = Pods.restartPolicy(pod);
        boolean mainSeen = main.stream().anyMatch(s -> !isFresh(s));
        if (!mainSeen) {
            if (policy == RestartPolicy.NEVER && init.stream().anyMatch(PodPhase::failed)) {
                return FAILED;
            }
            if (init.stream().anyMatch(s -> !succeeded(s))) {
                return PENDING;
            }
        }
        return ofMain(policy, main);
    }

    private static String ofMain(RestartPolicy policy, List<ContainerStatus> main) {
        if (main.stream().anyMatch(PodPhase::isFresh)) {
            return PENDING;
        }
        if (main.stream().anyMatch(s -> s.getState().getRunning() != null)) {
            return RUNNING;
        }
        if (policy == RestartPolicy.ALWAYS) {
            return RUNNING;
        }
        if (main.stream().allMatch(PodPhase::succeeded)) {
            return SUCCEEDED;
        }
        boolean allEnded = main.stream().allMatch(s -> s.getState().getTerminated() != null);
        return policy == RestartPolicy.NEVER && allEnded ? FAILED : RUNNING;
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
