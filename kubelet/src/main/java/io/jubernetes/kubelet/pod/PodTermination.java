package io.jubernetes.kubelet.pod;

import io.fabric8.kubernetes.api.model.Pod;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.apimachinery.error.StatusReason;
import io.jubernetes.client.DeleteOptions;
import io.jubernetes.kubelet.runtime.Container;
import io.jubernetes.kubelet.runtime.RuntimeFailure;
import io.jubernetes.kubelet.runtime.Sandbox;
import io.jubernetes.kubelet.volume.Removal;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends a pod: all containers at once, each on a task of its own, so that the pod's worker stays free to hear that there is less
 * time; then its sandbox, its volumes, its object, and at last its records and logs.
 */
final class PodTermination {

    private static final Logger LOG = LoggerFactory.getLogger(PodTermination.class);

    private static final Duration LEAST = Duration.ofSeconds(2);

    private final PodServices services;
    private final Runnable wake;
    private final ContainerStopper stopper;
    private final Map<String, Boolean> stopping = new ConcurrentSkipListMap<>();
    private volatile Duration grace = Duration.ofDays(1);
    private volatile boolean done;
    private @Nullable Instant begun;
    private boolean released;
    private boolean forgotten;

    PodTermination(PodServices services, Runnable wake) {
        this.services = services;
        this.wake = wake;
        this.stopper = new ContainerStopper(services);
    }

    /** All containers have ended, the sandbox is stopped, the volumes are gone. */
    boolean isDone() {
        return done;
    }

    boolean isForgotten() {
        return forgotten;
    }

    void markDoneWhenNothingRuns(RuntimePod state) {
        done = state.sandboxes().stream().noneMatch(Sandbox::ready) && !state.isAnyRunning();
    }

    /** Goes on ending the pod; call again until it is done. */
    void end(Pod pod, RuntimePod state, Duration wantedGrace) throws InterruptedException {
        lower(wantedGrace);
        Instant now = services.environment().now();
        if (begun == null) {
            begun = now;
        }
        Duration left = grace.minus(Duration.between(begun, now));
        for (Container container : StopOrder.next(pod, state)) {
            boolean first = !Pods.isSidecar(pod, container.name());
            stop(pod, container, first || left.compareTo(LEAST) > 0 ? first ? grace : left : least());
        }
        if (!state.isAnyRunning() && !done) {
            cleanUp(pod, state);
        }
    }

    /** Sidecars get a little time also when the others have used up all of it. */
    private Duration least() {
        return grace.compareTo(LEAST) < 0 ? grace : LEAST;
    }

    private void stop(Pod pod, Container container, Duration mine) {
        if (stopping.putIfAbsent(container.id(), true) != null) {
            return;
        }
        services.environment().start("stop-" + container.name(), () -> {
            try {
                stopper.stop(pod, container, mine, "Stopping container " + container.name());
            } catch (RuntimeFailure e) {
                LOG.warn("A container could not be stopped: container={} error={}", container.id(), e.text());
            } finally {
                stopping.remove(container.id());
                wake.run();
            }
        });
    }

    /** Passes on that there is less time than containers were told. */
    void shorten(Pod pod) {
        if (Pods.isDeleted(pod) && !stopping.isEmpty()) {
            lower(Pods.grace(pod));
        }
    }

    private void lower(Duration wanted) {
        if (wanted.compareTo(grace) >= 0) {
            return;
        }
        grace = wanted;
        for (String id : stopping.keySet()) {
            services.environment().start("stop-sooner", () -> services.runtime().stopContainer(id, wanted));
        }
    }

    private void cleanUp(Pod pod, RuntimePod state) throws InterruptedException {
        for (Sandbox sandbox : state.sandboxes()) {
            services.runtime().stopSandbox(sandbox.id());
        }
        services.messages().rememberAll(state.containers());
        services.volumes().remove(Pods.uid(pod));
        services.cgroups().remove(Pods.uid(pod));
        done = true;
    }

    /** Removes the object from the cluster: its name is free then. */
    void release(Pod pod) {
        if (released) {
            return;
        }
        try {
            services.client()
                    .resources(Pod.class)
                    .delete(
                            pod.getMetadata().getNamespace(),
                            pod.getMetadata().getName(),
                            DeleteOptions.DEFAULT.gracePeriod(0).ifUid(Pods.uid(pod)));
        } catch (ApiException e) {
            if (!e.is(StatusReason.NotFound) && !e.is(StatusReason.Conflict)) {
                throw e;
            }
        }
        released = true;
    }

    /** Removes what the node still has of a pod whose object is gone. */
    void forget(Pod pod) throws InterruptedException {
        for (Sandbox sandbox : services.runtime().sandboxes(Pods.uid(pod))) {
            services.runtime().removeSandbox(sandbox.id());
        }
        services.volumes().remove(Pods.uid(pod));
        services.cgroups().remove(Pods.uid(pod));
        services.images().forget(Pods.uid(pod));
        services.messages().forgetPod(Pods.uid(pod));
        forgotten = true;
        if (services.runtime().isSimulated()) {
            return;
        }
        try {
            Removal.tree(PodServices.logDirectory(
                    services.config(),
                    pod.getMetadata().getNamespace(),
                    pod.getMetadata().getName(),
                    Pods.uid(pod)));
        } catch (IOException e) {
            LOG.warn("The logs of a pod could not be removed: pod={}", Pods.format(pod), e);
        }
    }
}
