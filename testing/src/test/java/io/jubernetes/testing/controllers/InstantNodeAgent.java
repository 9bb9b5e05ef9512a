package io.jubernetes.testing.controllers;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.client.ApiClient;
import io.jubernetes.client.DeleteOptions;
import io.jubernetes.client.ListOptions;
import io.jubernetes.client.ResourceClient;
import io.jubernetes.client.controller.Controller;
import io.jubernetes.client.controller.Key;
import io.jubernetes.client.controller.Result;
import io.jubernetes.client.informer.ChangeHandler;
import io.jubernetes.client.informer.Informer;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** The agent of all nodes: a pod that has a node runs and is ready, or ends at once; a pod that is deleted has ended. */
final class InstantNodeAgent implements AutoCloseable {

    /** A pod's annotation: the exit code of its container, which ends at once. */
    static final String EXIT_CODE = "testing.jubernetes.io/exit-code";

    private final Informer<Pod> pods;
    private final ResourceClient<Pod> client;
    private final Controller controller;
    private final AtomicInteger addresses = new AtomicInteger();

    InstantNodeAgent(Environment environment, ApiClient api) {
        this.client = api.resources(Pod.class);
        this.pods = new Informer<>(environment, client, ListOptions.all(), Map.of());
        this.controller = new Controller("instant-agent", environment, this::reconcile, 4);
        pods.addHandler(ChangeHandler.of(controller::enqueue));
    }

    void start() {
        pods.start();
        controller.start();
    }

    private Result reconcile(Key key) {
        Pod pod = pods.get(key.namespace(), key.name());
        if (pod == null || pod.getSpec().getNodeName() == null) {
            return Result.done();
        }
        if (pod.getMetadata().getDeletionTimestamp() != null) {
            end(pod);
        } else if ("Pending".equals(pod.getStatus().getPhase())) {
            Map<String, String> annotations = pod.getMetadata().getAnnotations();
            if (annotations != null && annotations.containsKey(EXIT_CODE)) {
                exit(pod, Integer.parseInt(annotations.get(EXIT_CODE)));
            } else {
                run(pod);
            }
        }
        return Result.done();
    }

    private void exit(Pod pod, int code) {
        client.updateStatus(new PodBuilder(pod)
                .editStatus()
                .withPhase(code == 0 ? "Succeeded" : "Failed")
                .addNewContainerStatus()
                .withName(pod.getSpec().getContainers().getFirst().getName())
                .withImage("image")
                .withImageID("")
                .withReady(false)
                .withRestartCount(0)
                .withNewState()
                .withNewTerminated()
                .withExitCode(code)
                .withFinishedAt("2026-01-01T00:00:00Z")
                .endTerminated()
                .endState()
                .endContainerStatus()
                .endStatus()
                .build());
    }

    private void run(Pod pod) {
        client.updateStatus(new PodBuilder(pod)
                .editStatus()
                .withPhase("Running")
                .withPodIP("10.0.0." + addresses.incrementAndGet())
                .addNewCondition()
                .withType("Ready")
                .withStatus("True")
                .withLastTransitionTime("2026-01-01T00:00:00Z")
                .endCondition()
                .endStatus()
                .build());
    }

    private void end(Pod pod) {
        try {
            client.delete(
                    pod.getMetadata().getNamespace(),
                    pod.getMetadata().getName(),
                    DeleteOptions.DEFAULT.gracePeriod(0).ifUid(pod.getMetadata().getUid()));
        } catch (ApiException e) {
            // gone already
        }
    }

    @Override
    public void close() {
        controller.close();
        pods.close();
    }
}
