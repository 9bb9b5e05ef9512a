package io.jubernetes.kubelet.pod;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.jubernetes.kubelet.config.ContainerLimits;
import io.jubernetes.kubelet.config.ContainerSecurity;
import io.jubernetes.kubelet.config.NonRoot;
import io.jubernetes.kubelet.env.ConfigurationError;
import io.jubernetes.kubelet.env.Expansion;
import io.jubernetes.kubelet.env.Variables;
import io.jubernetes.kubelet.runtime.ContainerConfig;
import io.jubernetes.kubelet.runtime.ContainerConfig.Command;
import io.jubernetes.kubelet.runtime.ContainerConfig.Linux;
import io.jubernetes.kubelet.runtime.ContainerConfig.Mount;
import io.jubernetes.kubelet.runtime.ContainerConfig.Terminal;
import io.jubernetes.kubelet.runtime.ImageService.Image;
import io.jubernetes.kubelet.volume.ContainerMounts;
import io.jubernetes.kubelet.volume.VolumeError;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Says what a container of a pod is made from. */
final class ContainerConfigs {

    static final String RESTARTS = "io.kubernetes.container.restartCount";

    private final PodServices services;

    ContainerConfigs(PodServices services) {
        this.services = services;
    }

    ContainerConfig of(Pod pod, Container spec, RuntimePod state, Map<String, Path> volumes, String imageRef)
            throws ConfigurationError, VolumeError, InterruptedException {
        checkUser(pod, spec, imageRef);
        Map<String, String> variables = new Variables(services.objects(), pod, services.fields(pod, state)).of(spec);
        int attempt = nextAttempt(pod, spec, state);
        ContainerSecurity security = new ContainerSecurity(pod, spec, services.seccompProfiles());
        return new ContainerConfig(
                spec.getName(),
                attempt,
                spec.getImage() == null ? "" : spec.getImage(),
                imageRef,
                command(spec, variables),
                mounts(pod, spec, state, attempt, new ContainerMounts(pod, volumes).of(spec, variables)),
                terminal(spec),
                security.identity(),
                new Linux(
                        ContainerLimits.of(pod, spec, services.memoryBytes()),
                        security.security(),
                        List.of(),
                        EphemeralContainers.target(pod, spec.getName(), state)),
                labels(pod, spec),
                annotations(spec, attempt),
                stopSignal(spec),
                spec.getName() + "/" + attempt + ".log");
    }

    private void checkUser(Pod pod, Container spec, String imageRef) throws ConfigurationError {
        if (services.runtime().isSimulated()) {
            return;
        }
        String user =
                services.runtime().images().find(imageRef).map(Image::user).orElse("");
        Optional<String> problem = NonRoot.problem(pod, spec, user);
        if (problem.isPresent()) {
            throw new ConfigurationError(problem.get());
        }
    }

    private static Command command(Container spec, Map<String, String> variables) {
        return new Command(
                expand(spec.getCommand(), variables),
                expand(spec.getArgs(), variables),
                spec.getWorkingDir() == null ? "" : spec.getWorkingDir(),
                variables);
    }

    private static List<String> expand(List<String> words, Map<String, String> variables) {
        return words.stream().map(w -> Expansion.expand(w, variables)).toList();
    }

    /** Volumes, and the files that every container gets unless it mounts something of its own there. */
    private List<Mount> mounts(Pod pod, Container spec, RuntimePod state, int attempt, List<Mount> wanted)
            throws ConfigurationError {
        List<Mount> all = new ArrayList<>(wanted);
        if (services.runtime().isSimulated()) {
            return all;
        }
        if (spec.getVolumeMounts().stream().map(VolumeMount::getMountPath).noneMatch("/etc/hosts"::equals)) {
            services.hosts()
                    .write(pod, services.statuses().addresses(pod, state).podIps())
                    .ifPresent(file -> all.add(new Mount("/etc/hosts", file, false)));
        }
        services.messages().prepare(Pods.uid(pod), spec, attempt).ifPresent(all::add);
        return all;
    }

    private static Terminal terminal(Container spec) {
        return new Terminal(
                Boolean.TRUE.equals(spec.getStdin()),
                Boolean.TRUE.equals(spec.getStdinOnce()),
                Boolean.TRUE.equals(spec.getTty()));
    }

    private static Map<String, String> labels(Pod pod, Container spec) {
        Map<String, String> labels = new LinkedHashMap<>(SandboxMaker.labels(pod));
        labels.put("io.kubernetes.container.name", spec.getName());
        return labels;
    }

    private static Map<String, String> annotations(Container spec, int attempt) {
        Map<String, String> annotations = new LinkedHashMap<>();
        annotations.put(RESTARTS, Integer.toString(attempt));
        annotations.put(TerminationLogs.POLICY, TerminationLogs.policy(spec));
        if (spec.getResources() != null) {
            annotations.put(PodResize.GIVEN, PodResize.note(spec));
        }
        return annotations;
    }

    private static String stopSignal(Container spec) {
        return spec.getLifecycle() == null || spec.getLifecycle().getStopSignal() == null
                ? ""
                : spec.getLifecycle().getStopSignal();
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
        return Stream.of(pod.getStatus().getContainerStatuses(), pod.getStatus().getInitContainerStatuses())
                .filter(Objects::nonNull)
                .flatMap(List::stream)
                .filter(s -> s.getName().equals(spec.getName()) && s.getContainerID() != null)
                .map(ContainerStatus::getRestartCount)
                .findFirst()
                .map(count -> count + 1)
                .orElse(0);
    }
}
