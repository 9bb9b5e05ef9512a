package io.jubernetes.kubelet.pod;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.jubernetes.client.event.EventRecorder;
import io.jubernetes.kubelet.env.ConfigurationError;
import io.jubernetes.kubelet.env.Expansion;
import io.jubernetes.kubelet.env.Variables;
import io.jubernetes.kubelet.probe.ProbeTarget;
import io.jubernetes.kubelet.runtime.ContainerConfig;
import io.jubernetes.kubelet.runtime.ContainerConfig.Command;
import io.jubernetes.kubelet.runtime.ContainerConfig.Identity;
import io.jubernetes.kubelet.runtime.ContainerConfig.Linux;
import io.jubernetes.kubelet.runtime.ContainerConfig.Terminal;
import io.jubernetes.kubelet.runtime.RuntimeFailure;
import io.jubernetes.kubelet.volume.PodVolumes;
import io.jubernetes.kubelet.volume.VolumeError;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Starts one container of a pod, and tells by events how far it came. */
final class ContainerStarter {

    private final PodServices services;
    private final EventRecorder events;

    ContainerStarter(PodServices services) {
        this.services = services;
        this.events = services.events();
    }

    void start(Pod pod, Container spec, RuntimePod state, Map<String, Path> volumes)
            throws StartFailure, InterruptedException {
        String sandbox = state.readySandbox()
                .orElseThrow(() -> new StartFailure("ContainerCreating", ""))
                .id();
        String imageRef = pull(pod, spec);
        ContainerConfig config = config(pod, spec, state, volumes, imageRef);
        String id = create(pod, spec, sandbox, config);
        try {
            services.runtime().startContainer(id);
        } catch (RuntimeFailure e) {
            events.warning(pod, path(spec), "Failed", "Error: " + e.text());
            throw new StartFailure("RunContainerError", e.text());
        }
        events.normal(pod, path(spec), "Started", "Container started");
        postStart(pod, spec, state, id);
    }

    static String path(Container spec) {
        return "spec.containers{" + spec.getName() + "}";
    }

    private String pull(Pod pod, Container spec) throws StartFailure, InterruptedException {
        String image = spec.getImage() == null ? "" : spec.getImage();
        if (!services.runtime().images().pullsImages()) {
            events.normal(pod, path(spec), "Pulled", "Container image \"" + image + "\" already present on machine");
            return image;
        }
        try {
            return services.runtime().images().pull(image, List.of());
        } catch (RuntimeFailure e) {
            String message = "Failed to pull image \"" + image + "\": " + e.text();
            events.warning(pod, path(spec), "Failed", message);
            throw new StartFailure("ErrImagePull", message);
        }
    }

    private String create(Pod pod, Container spec, String sandbox, ContainerConfig config)
            throws StartFailure, InterruptedException {
        try {
            String id = services.runtime().createContainer(sandbox, config);
            events.normal(pod, path(spec), "Created", "Container created");
            return id;
        } catch (RuntimeFailure e) {
            boolean config0 = e.kind() == RuntimeFailure.Kind.INVALID_CONFIG;
            events.warning(pod, path(spec), "Failed", "Error: " + e.text());
            throw new StartFailure(config0 ? "CreateContainerConfigError" : "CreateContainerError", e.text());
        }
    }

    private ContainerConfig config(
            Pod pod, Container spec, RuntimePod state, Map<String, Path> volumes, String imageRef)
            throws StartFailure, InterruptedException {
        try {
            Map<String, String> variables =
                    new Variables(services.objects(), pod, services.fields(pod, state)).of(spec);
            int attempt = nextAttempt(pod, spec, state);
            Map<String, String> labels = new LinkedHashMap<>(SandboxMaker.labels(pod));
            labels.put("io.kubernetes.container.name", spec.getName());
            return new ContainerConfig(
                    spec.getName(),
                    attempt,
                    spec.getImage() == null ? "" : spec.getImage(),
                    imageRef,
                    new Command(
                            expand(spec.getCommand(), variables),
                            expand(spec.getArgs(), variables),
                            spec.getWorkingDir() == null ? "" : spec.getWorkingDir(),
                            variables),
                    PodVolumes.mounts(spec.getVolumeMounts(), volumes, variables),
                    terminal(spec),
                    identity(pod, spec),
                    Linux.DEFAULT,
                    labels,
                    Map.of("io.kubernetes.container.restartCount", Integer.toString(attempt)),
                    "",
                    spec.getName() + "/" + attempt + ".log");
        } catch (ConfigurationError e) {
            events.warning(pod, path(spec), "Failed", "Error: " + e.text());
            throw new StartFailure("CreateContainerConfigError", e.text());
        } catch (VolumeError e) {
            events.warning(pod, path(spec), "Failed", "Error: " + e.text());
            throw new StartFailure("CreateContainerConfigError", e.text());
        }
    }

    /** One more than the runtime's last; where that knows nothing, one more than the cluster's last. */
    private static int nextAttempt(Pod pod, Container spec, RuntimePod state) {
        Optional<io.jubernetes.kubelet.runtime.Container> latest = state.latest(spec.getName());
        if (latest.isPresent()) {
            return latest.get().attempt() + 1;
        }
        if (pod.getStatus() == null) {
            return 0;
        }
        return java.util.stream.Stream.of(
                        pod.getStatus().getContainerStatuses(), pod.getStatus().getInitContainerStatuses())
                .filter(java.util.Objects::nonNull)
                .flatMap(List::stream)
                .filter(s -> s.getName().equals(spec.getName()) && s.getContainerID() != null)
                .map(ContainerStatus::getRestartCount)
                .findFirst()
                .map(count -> count + 1)
                .orElse(0);
    }

    private static List<String> expand(List<String> words, Map<String, String> variables) {
        return words.stream().map(w -> Expansion.expand(w, variables)).toList();
    }

    private static Terminal terminal(Container spec) {
        return new Terminal(
                Boolean.TRUE.equals(spec.getStdin()),
                Boolean.TRUE.equals(spec.getStdinOnce()),
                Boolean.TRUE.equals(spec.getTty()));
    }

    private static Identity identity(Pod pod, Container spec) {
        PodSecurityContext ofPod = pod.getSpec().getSecurityContext();
        SecurityContext own = spec.getSecurityContext();
        Long user = own != null && own.getRunAsUser() != null
                ? own.getRunAsUser()
                : ofPod == null ? null : ofPod.getRunAsUser();
        Long group = own != null && own.getRunAsGroup() != null
                ? own.getRunAsGroup()
                : ofPod == null ? null : ofPod.getRunAsGroup();
        List<Long> more =
                ofPod == null || ofPod.getSupplementalGroups() == null ? List.of() : ofPod.getSupplementalGroups();
        return new Identity(user, group, more);
    }

    private void postStart(Pod pod, Container spec, RuntimePod state, String id)
            throws StartFailure, InterruptedException {
        if (spec.getLifecycle() == null || spec.getLifecycle().getPostStart() == null) {
            return;
        }
        ProbeTarget target = new ProbeTarget(pod, spec, id, services.statuses().addresses(pod, state));
        Optional<String> problem = services.hooks().run(spec.getLifecycle().getPostStart(), target);
        if (problem.isPresent()) {
            events.warning(pod, path(spec), "FailedPostStartHook", "PostStartHook failed: " + problem.get());
            services.runtime().stopContainer(id, Duration.ofSeconds(2));
            throw new StartFailure("PostStartHookError", problem.get());
        }
    }
}
