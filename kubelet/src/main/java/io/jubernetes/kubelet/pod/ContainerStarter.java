package io.jubernetes.kubelet.pod;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.jubernetes.client.event.EventRecorder;
import io.jubernetes.kubelet.env.ConfigurationError;
import io.jubernetes.kubelet.probe.ProbeTarget;
import io.jubernetes.kubelet.pull.ImageProblem;
import io.jubernetes.kubelet.runtime.ContainerConfig;
import io.jubernetes.kubelet.runtime.RuntimeFailure;
import io.jubernetes.kubelet.volume.VolumeError;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Starts one container of a pod, and tells by events how far it came. */
final class ContainerStarter {

    private static final Duration AFTER_FAILED_HOOK = Duration.ofSeconds(2);

    private final PodServices services;
    private final EventRecorder events;
    private final ContainerConfigs configs;
    private volatile @Nullable PullTask pulling;

    ContainerStarter(PodServices services) {
        this.services = services;
        this.events = services.events();
        this.configs = new ContainerConfigs(services);
    }

    void start(Pod pod, Container spec, RuntimePod state, Map<String, Path> volumes)
            throws StartFailure, InterruptedException {
        String sandbox = state.readySandbox()
                .orElseThrow(() -> new StartFailure("ContainerCreating", ""))
                .id();
        String imageRef = image(pod, spec);
        ContainerConfig config = config(pod, spec, state, volumes, imageRef);
        String id = create(pod, spec, sandbox, config);
        try {
            services.runtime().startContainer(id);
        } catch (RuntimeFailure e) {
            throw failed(pod, spec, "RunContainerError", e.text());
        }
        events.normal(pod, path(pod, spec), "Started", "Container started");
        postStart(pod, spec, state, id);
    }

    /** The pod goes: an image that is being pulled for it is not waited for. Called by another thread than the worker's. */
    void abandon() {
        PullTask task = pulling;
        if (task != null) {
            task.abandon();
        }
    }

    static String path(Pod pod, Container spec) {
        return Pods.path(pod, spec.getName());
    }

    private String image(Pod pod, Container spec) throws StartFailure, InterruptedException {
        PullTask task =
                new PullTask(services.environment(), () -> services.images().ensure(pod, spec));
        pulling = task;
        try {
            return task.await().orElseThrow(() -> new StartFailure("ContainerCreating", ""));
        } catch (ImageProblem e) {
            throw new StartFailure(e.reason(), e.text(), e.retryAfter());
        } finally {
            pulling = null;
        }
    }

    private String create(Pod pod, Container spec, String sandbox, ContainerConfig config)
            throws StartFailure, InterruptedException {
        try {
            String id = services.runtime().createContainer(sandbox, config);
            events.normal(pod, path(pod, spec), "Created", "Container created");
            return id;
        } catch (RuntimeFailure e) {
            boolean wrong = e.kind() == RuntimeFailure.Kind.INVALID_CONFIG;
            throw failed(pod, spec, wrong ? "CreateContainerConfigError" : "CreateContainerError", e.text());
        }
    }

    private ContainerConfig config(
            Pod pod, Container spec, RuntimePod state, Map<String, Path> volumes, String imageRef)
            throws StartFailure, InterruptedException {
        try {
            return configs.of(pod, spec, state, volumes, imageRef);
        } catch (ConfigurationError e) {
            throw failed(pod, spec, "CreateContainerConfigError", e.text());
        } catch (VolumeError e) {
            throw failed(pod, spec, "CreateContainerConfigError", e.text());
        }
    }

    private StartFailure failed(Pod pod, Container spec, String reason, String message) {
        events.warning(pod, path(pod, spec), "Failed", "Error: " + message);
        return new StartFailure(reason, message);
    }

    private void postStart(Pod pod, Container spec, RuntimePod state, String id)
            throws StartFailure, InterruptedException {
        if (spec.getLifecycle() == null || spec.getLifecycle().getPostStart() == null) {
            return;
        }
        ProbeTarget target = new ProbeTarget(pod, spec, id, services.statuses().addresses(pod, state));
        Optional<String> problem = services.hooks().run(spec.getLifecycle().getPostStart(), target);
        if (problem.isPresent()) {
            events.warning(pod, path(pod, spec), "FailedPostStartHook", "PostStartHook failed: " + problem.get());
            services.runtime().stopContainer(id, AFTER_FAILED_HOOK);
            throw new StartFailure("PostStartHookError", problem.get());
        }
    }
}
