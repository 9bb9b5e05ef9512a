package io.jubernetes.kubelet.pod;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.client.ApiClient;
import io.jubernetes.client.event.EventRecorder;
import io.jubernetes.kubelet.ClusterObjects;
import io.jubernetes.kubelet.KubeletConfig;
import io.jubernetes.kubelet.cgroup.PodCgroups;
import io.jubernetes.kubelet.config.UserRanges;
import io.jubernetes.kubelet.env.PodFields;
import io.jubernetes.kubelet.probe.Hooks;
import io.jubernetes.kubelet.probe.Prober;
import io.jubernetes.kubelet.pull.ImagePuller;
import io.jubernetes.kubelet.runtime.ContainerRuntime;
import io.jubernetes.kubelet.volume.PodVolumes;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What the workers of all pods share.
 */
public record PodServices(
        KubeletConfig config,
        Environment environment,
        ApiClient client,
        ContainerRuntime runtime,
        EventRecorder events,
        ClusterObjects objects,
        PodVolumes volumes,
        PodStatusBuilder statuses,
        NodeParts node) {

    /**
     * What of the node the pods have to do with.
     *
     * @param allocatable what the node offers
     * @param memoryBytes of the machine
     * @param admission which pods it takes in at present
     */
    public record NodeParts(
            Supplier<Map<String, Quantity>> allocatable,
            long memoryBytes,
            ImagePuller images,
            PodCgroups cgroups,
            TerminationLogs messages,
            UserRanges users,
            NodeAdmission admission) {}

    long memoryBytes() {
        return node.memoryBytes();
    }

    ImagePuller images() {
        return node.images();
    }

    PodCgroups cgroups() {
        return node.cgroups();
    }

    TerminationLogs messages() {
        return node.messages();
    }

    UserRanges users() {
        return node.users();
    }

    HostsFiles hosts() {
        return new HostsFiles(config);
    }

    /** Where seccomp profiles of the node are. */
    Path seccompProfiles() {
        return config.dataDirectory().resolve("seccomp");
    }

    Prober prober() {
        return new Prober(runtime);
    }

    Hooks hooks() {
        return new Hooks(environment, prober());
    }

    RuntimePod runtimePod(String uid) {
        return new RuntimePod(runtime.sandboxes(uid), runtime.containers(uid));
    }

    PodFields fields(Pod pod, RuntimePod state) {
        return new PodFields(
                pod, statuses.addresses(pod, state), node.allocatable().get());
    }

    /** Where a pod's logs are: {@code NAMESPACE_NAME_UID}, as tools that collect logs expect. */
    public static Path logDirectory(KubeletConfig config, String namespace, String name, String uid) {
        return config.logDirectory().resolve(namespace + "_" + name + "_" + uid);
    }
}
