package io.jubernetes.kubelet.pod;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.HostIP;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodIP;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.jubernetes.kubelet.runtime.Container.State;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Says what a pod's status is, from its object, what the runtime has of it, and what its probes say.
 *
 * @param idPrefix the runtime's name as the scheme of container ids, {@code process://}
 * @param hostIp the node's address
 */
public record PodStatusBuilder(String idPrefix, String hostIp) {

    /** What is known about a pod besides its object. */
    public record Facts(
            RuntimePod runtime, ContainerHealth health, Map<String, Waiting> waiting, TerminationMessages messages) {}

    /**
     * Why a pod was ended before its time; it has failed then.
     *
     * @param grace the most time that it gets to end; null for its own
     */
    public record Verdict(
            String reason, String message, @Nullable Duration grace) {

        public Verdict(String reason, String message) {
            this(reason, message, null);
        }

        /** Whether the node, not the pod, is why. */
        boolean isDisruption() {
            return reason.equals("Evicted") || reason.equals("Terminated");
        }
    }

    public PodStatus build(Pod pod, Facts facts, @Nullable Verdict verdict, Instant now) {
        ContainerStatuses containers = new ContainerStatuses(pod, facts, idPrefix);
        List<ContainerStatus> init = containers.init();
        List<ContainerStatus> main = containers.main();
        PodStatus status = new PodStatus();
        boolean over = verdict != null && !facts.runtime().isAnyRunning();
        String phase = over || Pods.isFinished(pod) ? ended(pod) : PodPhase.of(pod, init, main);
        status.setPhase(phase);
        if (verdict != null) {
            status.setReason(verdict.reason());
            status.setMessage(verdict.message());
        } else if (Pods.isFinished(pod)) {
            // an agent that comes later does not know why
            status.setReason(pod.getStatus().getReason());
            status.setMessage(pod.getStatus().getMessage());
        }
        status.setObservedGeneration(pod.getMetadata().getGeneration());
        boolean refused = verdict != null
                && facts.runtime().sandboxes().isEmpty()
                && facts.runtime().containers().isEmpty();
        status.setInitContainerStatuses(refused ? List.of() : init);
        status.setContainerStatuses(refused ? List.of() : main);
        status.setEphemeralContainerStatuses(containers.ephemeral());
        status.setQosClass(QualityOfService.of(pod));
        status.setStartTime(startTime(pod, now));
        addresses(pod, facts.runtime(), status);
        boolean sandboxReady = facts.runtime().readySandbox().isPresent();
        PodConditions conditions = new PodConditions(pod, now);
        status.setConditions(conditions.of(phase, sandboxReady, init, main));
        if (verdict != null && verdict.isDisruption()) {
            conditions.disrupted(verdict.message());
        }
        return status;
    }

    /** The addresses of a pod: the node's when it shares its network. */
    public PodAddresses addresses(Pod pod, RuntimePod runtime) {
        List<String> ips = runtime.readySandbox()
                .map(s -> s.ips().isEmpty() ? List.of(hostIp) : s.ips())
                .orElse(Pods.hostNetwork(pod) ? List.of(hostIp) : List.of());
        return new PodAddresses(ips, hostIp);
    }

    private void addresses(Pod pod, RuntimePod runtime, PodStatus status) {
        status.setHostIP(hostIp);
        status.setHostIPs(List.of(new HostIP(hostIp)));
        List<String> ips = addresses(pod, runtime).podIps();
        if (ips.isEmpty() && pod.getStatus() != null && pod.getStatus().getPodIP() != null) {
            // a pod that ended keeps the address it had
            ips = List.of(pod.getStatus().getPodIP());
        }
        if (!ips.isEmpty()) {
            status.setPodIP(ips.getFirst());
            List<PodIP> all = new ArrayList<>();
            ips.forEach(ip -> all.add(new PodIP(ip)));
            status.setPodIPs(all);
        }
    }

    private static String ended(Pod pod) {
        return pod.getStatus() != null && "Succeeded".equals(pod.getStatus().getPhase())
                ? PodPhase.SUCCEEDED
                : PodPhase.FAILED;
    }

    private static String startTime(Pod pod, Instant now) {
        String before = pod.getStatus() == null ? null : pod.getStatus().getStartTime();
        return before == null ? Pods.time(now) : before;
    }

    /** The final phase of a pod whose containers have all ended because it was deleted. */
    static String phaseWhenDeleted(Pod pod, RuntimePod runtime) {
        boolean good = Pods.containers(pod).stream()
                .allMatch(c -> PodDecision.exit(runtime, c.getName())
                        .map(State.Exited::exitCode)
                        .filter(code -> code == 0)
                        .isPresent());
        return good ? PodPhase.SUCCEEDED : PodPhase.FAILED;
    }
}
