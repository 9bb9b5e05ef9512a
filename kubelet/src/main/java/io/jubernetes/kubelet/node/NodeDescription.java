package io.jubernetes.kubelet.node;

import io.fabric8.kubernetes.api.model.ContainerImage;
import io.fabric8.kubernetes.api.model.ContainerImageBuilder;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeAddress;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.NodeCondition;
import io.fabric8.kubernetes.api.model.NodeConditionBuilder;
import io.fabric8.kubernetes.api.model.NodeStatus;
import io.fabric8.kubernetes.api.model.NodeStatusBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.jubernetes.kubelet.KubeletConfig;
import io.jubernetes.kubelet.runtime.ContainerRuntime;
import io.jubernetes.kubelet.runtime.ImageService.Image;
import io.jubernetes.kubelet.runtime.Machine;
import io.jubernetes.kubelet.runtime.RuntimeHealth;
import io.jubernetes.kubelet.settings.Signal;
import io.jubernetes.kubelet.volume.LocalVolumes;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Says what a node object is like. */
public final class NodeDescription {

    /** The version of Kubernetes whose behaviour this agent has. */
    public static final String VERSION = "v1.35.0+jube";

    private static final int MOST_IMAGES = 50;

    private final KubeletConfig config;
    private final ContainerRuntime runtime;
    private final Machine machine;
    private final String address;
    private final NodeHealth health;

    public NodeDescription(KubeletConfig config, ContainerRuntime runtime, String address, NodeHealth health) {
        this.health = health;
        this.config = config;
        this.runtime = runtime;
        this.machine = runtime.machine().orElseGet(() -> ThisMachine.describe(config.dataDirectory()));
        this.address = address;
    }

    /** All memory of the machine. */
    public long memoryBytes() {
        return machine.size().memoryBytes();
    }

    /** What the machine has. */
    Map<String, Quantity> capacity() {
        Map<String, Quantity> all = new LinkedHashMap<>();
        all.put("cpu", new Quantity(Integer.toString(machine.size().processors())));
        all.put("ephemeral-storage", kibibytes(machine.size().storageBytes()));
        all.put("hugepages-1Gi", new Quantity("0"));
        all.put("hugepages-2Mi", new Quantity("0"));
        all.put("memory", kibibytes(machine.size().memoryBytes()));
        all.put("pods", new Quantity(Integer.toString(config.limits().maxPods())));
        return all;
    }

    /** What the node offers to pods: without what its owner keeps, and what is not to be had because pods go before. */
    public Map<String, Quantity> allocatable() {
        Map<String, Quantity> all = capacity();
        long milli = config.policy().reservedMilliProcessors();
        if (milli > 0) {
            long left = Math.max(0, machine.size().processors() * 1000L - milli);
            all.put("cpu", left % 1000 == 0 ? new Quantity(Long.toString(left / 1000)) : new Quantity(left + "m"));
        }
        reduce(all, "memory", machine.size().memoryBytes(), Signal.MEMORY);
        reduce(all, "ephemeral-storage", machine.size().storageBytes(), Signal.NODE_FILES);
        return all;
    }

    private void reduce(Map<String, Quantity> all, String resource, long capacity, Signal signal) {
        // nobody is evicted from a machine that is only pretended
        long kept =
                runtime.machine().isPresent() ? 0 : config.policy().eviction().kept(signal, capacity);
        long less = kept + config.policy().reserved(resource);
        if (less > 0) {
            all.put(resource, kibibytes(Math.max(0, capacity - less)));
        }
    }

    private static Quantity kibibytes(long bytes) {
        return new Quantity(Long.toString(bytes >> 10), "Ki");
    }

    Node node(Instant now) {
        NodeBuilder node = new NodeBuilder()
                .withNewMetadata()
                .withName(config.nodeName())
                .withLabels(labels())
                .withAnnotations(annotations())
                .endMetadata()
                .withNewSpec()
                .endSpec()
                .withStatus(status(null, now));
        if (!config.podCidr().isEmpty()) {
            node.editSpec()
                    .withPodCIDR(config.podCidr())
                    .withPodCIDRs(config.podCidr())
                    .endSpec();
        }
        return node.build();
    }

    Map<String, String> labels() {
        Map<String, String> labels = new LinkedHashMap<>(config.labels());
        labels.put("beta.kubernetes.io/arch", machine.system().architecture());
        labels.put("beta.kubernetes.io/os", machine.system().os());
        labels.put("kubernetes.io/arch", machine.system().architecture());
        labels.put("kubernetes.io/hostname", config.nodeName());
        labels.put("kubernetes.io/os", machine.system().os());
        return labels;
    }

    Map<String, String> annotations() {
        Path volumes = new LocalVolumes(config.dataDirectory()).directory();
        return Map.of(LocalVolumes.ANNOTATION, volumes.toString());
    }

    /** @param before the node's present status, whose times of change are kept */
    NodeStatus status(@Nullable NodeStatus before, Instant now) {
        return new NodeStatusBuilder()
                .withCapacity(capacity())
                .withAllocatable(allocatable())
                .withAddresses(new NodeAddress(address, "InternalIP"), new NodeAddress(config.nodeName(), "Hostname"))
                .withNewDaemonEndpoints()
                .withNewKubeletEndpoint(config.apiPort())
                .endDaemonEndpoints()
                .withNewFeatures(runtime.canLimitGroups())
                .withConditions(conditions(before, now))
                .withImages(images(before))
                .withNewNodeInfo()
                .withArchitecture(machine.system().architecture())
                .withBootID(machine.ids().boot())
                .withContainerRuntimeVersion(runtime.version().toString())
                .withKernelVersion(machine.system().kernel())
                .withKubeProxyVersion("")
                .withKubeletVersion(VERSION)
                .withMachineID(machine.ids().machine())
                .withOperatingSystem(machine.system().os())
                .withOsImage(machine.system().image())
                .withSystemUUID(machine.ids().system())
                .endNodeInfo()
                .build();
    }

    /** The largest ones; those of before while the runtime does not answer. */
    private List<ContainerImage> images(@Nullable NodeStatus before) {
        if (!runtime.health().problem().isEmpty()) {
            return before == null || before.getImages() == null ? List.of() : before.getImages();
        }
        return runtime.images().list().stream()
                .sorted(Comparator.comparingLong(Image::size).reversed().thenComparing(Image::reference))
                .limit(MOST_IMAGES)
                .map(image -> new ContainerImageBuilder()
                        .addAllToNames(image.digests())
                        .addAllToNames(image.tags())
                        .withSizeBytes(image.size())
                        .build())
                .toList();
    }

    private List<NodeCondition> conditions(@Nullable NodeStatus before, Instant now) {
        boolean memory = health.pressures().contains("MemoryPressure");
        boolean disk = health.pressures().contains("DiskPressure");
        boolean processes = health.pressures().contains("PIDPressure");
        List<NodeCondition> all = new ArrayList<>();
        all.add(condition(
                before,
                now,
                "MemoryPressure",
                memory,
                memory ? "KubeletHasInsufficientMemory" : "KubeletHasSufficientMemory",
                memory ? "kubelet has insufficient memory available" : "kubelet has sufficient memory available"));
        all.add(condition(
                before,
                now,
                "DiskPressure",
                disk,
                disk ? "KubeletHasDiskPressure" : "KubeletHasNoDiskPressure",
                disk ? "kubelet has disk pressure" : "kubelet has no disk pressure"));
        all.add(condition(
                before,
                now,
                "PIDPressure",
                processes,
                processes ? "KubeletHasInsufficientPID" : "KubeletHasSufficientPID",
                processes ? "kubelet has insufficient PID available" : "kubelet has sufficient PID available"));
        all.add(ready(before, now));
        return all;
    }

    private NodeCondition ready(@Nullable NodeStatus before, Instant now) {
        if (health.isShuttingDown()) {
            return condition(before, now, "Ready", false, "KubeletNotReady", "node is shutting down");
        }
        RuntimeHealth found = runtime.health();
        if (found.isOk()) {
            String limits = String.join("; ", found.limitations());
            String message = "kubelet is posting ready status" + (limits.isEmpty() ? "" : " (" + limits + ")");
            return condition(before, now, "Ready", true, "KubeletReady", message);
        }
        String message = found.problem().isEmpty()
                ? "container runtime network not ready: NetworkReady=false reason:NetworkPluginNotReady message:"
                        + found.networkProblem()
                : "container runtime is down: " + found.problem();
        return condition(before, now, "Ready", false, "KubeletNotReady", message);
    }

    private static NodeCondition condition(
            @Nullable NodeStatus before, Instant now, String type, boolean value, String reason, String message) {
        String status = value ? "True" : "False";
        String time = now.truncatedTo(ChronoUnit.SECONDS).toString();
        Optional<NodeCondition> old = before == null || before.getConditions() == null
                ? Optional.empty()
                : before.getConditions().stream()
                        .filter(c -> type.equals(c.getType()) && status.equals(c.getStatus()))
                        .findFirst();
        return new NodeConditionBuilder()
                .withType(type)
                .withStatus(status)
                .withReason(reason)
                .withMessage(message)
                .withLastHeartbeatTime(time)
                .withLastTransitionTime(
                        old.map(NodeCondition::getLastTransitionTime).orElse(time))
                .build();
    }
}
