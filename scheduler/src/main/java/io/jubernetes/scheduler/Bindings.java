package io.jubernetes.scheduler;

import io.fabric8.kubernetes.api.model.Pod;
import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.client.ApiClient;
import io.jubernetes.client.PodActions;
import io.jubernetes.client.ResourceClient;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;

/**
 * Writes bindings, and finds out what became of one whose answer was lost: a pod that is bound after all and counted as not placed
 * would have its room given to another.
 */
final class Bindings {

    private static final Duration RETRY = Duration.ofMillis(500);

    private final Environment environment;
    private final PodActions actions;
    private final ResourceClient<Pod> pods;

    Bindings(Environment environment, ApiClient client) {
        this.environment = environment;
        this.actions = new PodActions(client);
        this.pods = client.resources(Pod.class);
    }

    /** Throws only when the pod is certainly not on the node by this. */
    void bind(Pod pod, String node) throws InterruptedException {
        String namespace = pod.getMetadata().getNamespace();
        String name = pod.getMetadata().getName();
        try {
            actions.bind(namespace, name, node);
        } catch (UncheckedIOException e) {
            requireBound(pod, node, e);
        } catch (ApiException e) {
            if (e.code() < 500) {
                throw e;
            }
            requireBound(pod, node, e);
        }
    }

    private void requireBound(Pod pod, String node, RuntimeException lost) throws InterruptedException {
        Optional<Pod> now = ask(pod);
        boolean bound = now.filter(
                        p -> p.getMetadata().getUid().equals(pod.getMetadata().getUid())
                                && node.equals(p.getSpec().getNodeName()))
                .isPresent();
        if (!bound) {
            throw lost;
        }
    }

    /** Asks until there is an answer: without one nothing is known. */
    private Optional<Pod> ask(Pod pod) throws InterruptedException {
        while (true) {
            try {
                return pods.find(
                        pod.getMetadata().getNamespace(), pod.getMetadata().getName());
            } catch (ApiException | UncheckedIOException e) {
                environment.sleep(RETRY);
            }
        }
    }
}
