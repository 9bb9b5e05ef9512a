package io.jubernetes.kubelet.pod;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EphemeralContainer;
import io.fabric8.kubernetes.api.model.Pod;
import io.jubernetes.client.controller.Key;
import io.jubernetes.kubelet.runtime.SandboxConfig.PodIdentity;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Questions about a pod object. */
public final class Pods {

    private static final long DEFAULT_GRACE = 30;

    private Pods() {}

    public static Key key(Pod pod) {
        return new Key(pod.getMetadata().getNamespace(), pod.getMetadata().getName());
    }

    public static String uid(Pod pod) {
        return pod.getMetadata().getUid();
    }

    public static PodIdentity identity(Pod pod) {
        return new PodIdentity(
                pod.getMetadata().getNamespace(), pod.getMetadata().getName(), uid(pod));
    }

    /** Whether it comes from a file of the node instead of the cluster. */
    static boolean isStatic(Pod pod) {
        return pod.getMetadata().getResourceVersion() == null;
    }

    /** As upstream writes a pod in messages: {@code name_namespace(uid)}. */
    public static String format(Pod pod) {
        return pod.getMetadata().getName() + "_" + pod.getMetadata().getNamespace() + "(" + uid(pod) + ")";
    }

    public static RestartPolicy restartPolicy(Pod pod) {
        return RestartPolicy.of(pod.getSpec().getRestartPolicy());
    }

    public static boolean isDeleted(Pod pod) {
        return pod.getMetadata().getDeletionTimestamp() != null;
    }

    /** Whether it has run to its end, as far as its status in the cluster says. */
    public static boolean isFinished(Pod pod) {
        String phase = pod.getStatus() == null ? null : pod.getStatus().getPhase();
        return "Succeeded".equals(phase) || "Failed".equals(phase);
    }

    /** How long its containers have to end by themselves: as its deletion says, or else its spec. */
    public static Duration grace(Pod pod) {
        Long deletion = pod.getMetadata().getDeletionGracePeriodSeconds();
        Long spec = pod.getSpec().getTerminationGracePeriodSeconds();
        if (isDeleted(pod) && deletion != null) {
            return Duration.ofSeconds(deletion);
        }
        return Duration.ofSeconds(spec == null ? DEFAULT_GRACE : spec);
    }

    public static List<Container> initContainers(Pod pod) {
        List<Container> init = pod.getSpec().getInitContainers();
        return init == null ? List.of() : init;
    }

    public static List<Container> containers(Pod pod) {
        return pod.getSpec().getContainers();
    }

    public static List<Container> allContainers(Pod pod) {
        List<Container> all = new ArrayList<>(initContainers(pod));
        all.addAll(containers(pod));
        return all;
    }

    /** Containers that were added to the running pod, for people who look what is wrong with it. */
    public static List<Container> ephemeralContainers(Pod pod) {
        List<EphemeralContainer> all = pod.getSpec().getEphemeralContainers();
        return all == null
                ? List.of()
                : all.stream().map(EphemeralContainers::toContainer).toList();
    }

    /** An init container that is started in its turn and then runs beside the others until they have ended. */
    public static boolean isSidecar(Container initContainer) {
        return "Always".equals(initContainer.getRestartPolicy());
    }

    public static boolean isSidecar(Pod pod, String name) {
        return initContainers(pod).stream().anyMatch(c -> c.getName().equals(name) && isSidecar(c));
    }

    /** A container of any kind. */
    public static Optional<Container> container(Pod pod, String name) {
        return Stream.concat(allContainers(pod).stream(), ephemeralContainers(pod).stream())
                .filter(c -> c.getName().equals(name))
                .findFirst();
    }

    /** Where a container is in its pod's object, as events say it. */
    public static String path(Pod pod, String name) {
        boolean init = initContainers(pod).stream().anyMatch(c -> c.getName().equals(name));
        boolean main = containers(pod).stream().anyMatch(c -> c.getName().equals(name));
        return "spec." + (init ? "initContainers" : main ? "containers" : "ephemeralContainers") + "{" + name + "}";
    }

    public static boolean hostNetwork(Pod pod) {
        return Boolean.TRUE.equals(pod.getSpec().getHostNetwork());
    }

    /** A time as the API writes it. */
    public static String time(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
