package io.jubernetes.kubelet.pod;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.LifecycleHandler;
import io.fabric8.kubernetes.api.model.Pod;
import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.kubelet.probe.ProbeTarget;
import java.time.Duration;
import java.util.Optional;

/** Ends a container as its owner wants: its hook, SIGTERM, and SIGKILL when the grace is over. */
final class ContainerStopper {

    private static final Duration LEAST_AFTER_HOOK = Duration.ofSeconds(2);

    private final PodServices services;

    ContainerStopper(PodServices services) {
        this.services = services;
    }

    void stop(Pod pod, io.jubernetes.kubelet.runtime.Container container, Duration grace, String message)
            throws InterruptedException {
        Optional<Container> spec = Pods.container(pod, container.name());
        spec.ifPresent(s -> services.events().normal(pod, ContainerStarter.path(pod, s), "Killing", message));
        LifecycleHandler hook =
                spec.map(Container::getLifecycle).map(l -> l.getPreStop()).orElse(null);
        if (hook == null || spec.isEmpty() || !grace.isPositive()) {
            services.runtime().stopContainer(container.id(), grace);
            return;
        }
        long begin = services.environment().nanoTime();
        runHook(pod, spec.get(), hook, container.id(), grace);
        Duration left = grace.minusNanos(services.environment().nanoTime() - begin);
        services.runtime()
                .stopContainer(container.id(), left.compareTo(LEAST_AFTER_HOOK) < 0 ? LEAST_AFTER_HOOK : left);
    }

    /** The hook ends at the latest with the grace. */
    private void runHook(Pod pod, Container spec, LifecycleHandler hook, String id, Duration grace)
            throws InterruptedException {
        ProbeTarget target =
                new ProbeTarget(pod, spec, id, services.statuses().addresses(pod, services.runtimePod(Pods.uid(pod))));
        Environment.Task task = services.environment()
                .start(
                        "pre-stop-hook",
                        () -> services.hooks()
                                .run(hook, target)
                                .ifPresent(problem -> services.events()
                                        .warning(
                                                pod,
                                                ContainerStarter.path(pod, spec),
                                                "FailedPreStopHook",
                                                "PreStopHook failed: " + problem)));
        Environment.Timer limit = services.environment().after(grace, "pre-stop-limit", task::interrupt);
        task.join();
        limit.cancel();
    }
}
