package io.jubernetes.bench.node;

import io.fabric8.kubernetes.api.model.Pod;
import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.client.ApiClient;
import io.jubernetes.client.DeleteOptions;
import io.jubernetes.client.ListOptions;
import io.jubernetes.client.ResourceClient;
import io.jubernetes.client.informer.ChangeHandler;
import io.jubernetes.client.informer.Informer;
import io.jubernetes.client.json.KubernetesJson;
import io.jubernetes.kubelet.pod.Pods;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.BooleanSupplier;

/** The pods of the benchmark, and when each was seen to run. */
final class BenchPods {

    private static final String NAMESPACE = "default";
    private static final Duration POLL = Duration.ofMillis(1);
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private static final String POD = """
            {"apiVersion":"v1","kind":"Pod","metadata":{"name":"%s","namespace":"default"},
             "spec":{"nodeName":"%s","automountServiceAccountToken":false,"enableServiceLinks":false,
               "terminationGracePeriodSeconds":5,"restartPolicy":"Never",
               "tolerations":[{"operator":"Exists"}],
               "containers":[{"name":"main","image":"%s","imagePullPolicy":"IfNotPresent","command":["sh","-c","%s"]}]}}""";

    private final Environment environment;
    private final ResourceClient<Pod> pods;
    private final Informer<Pod> seen;
    private final String node;
    private final String image;
    private final Map<String, Long> runningAt = new ConcurrentSkipListMap<>();
    private final Map<String, Long> succeededAt = new ConcurrentSkipListMap<>();

    BenchPods(Environment environment, ApiClient client, String node, String image) {
        this.environment = environment;
        this.pods = client.resources(Pod.class);
        this.node = node;
        this.image = image;
        this.seen = new Informer<>(environment, pods, ListOptions.all(), Map.of());
        seen.addHandler(ChangeHandler.of(this::note));
    }

    void start() throws InterruptedException {
        seen.start();
        seen.awaitSynced();
    }

    private void note(Pod pod) {
        String phase =
                pod.getStatus() == null ? "" : String.valueOf(pod.getStatus().getPhase());
        if (phase.equals("Running") || phase.equals("Succeeded")) {
            runningAt.putIfAbsent(pod.getMetadata().getName(), environment.nanoTime());
        }
        if (phase.equals("Succeeded")) {
            succeededAt.putIfAbsent(pod.getMetadata().getName(), environment.nanoTime());
        }
    }

    void create(String name, String command) {
        try {
            pods.create(KubernetesJson.mapper().readValue(POD.formatted(name, node, image, command), Pod.class));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until a pod was seen to run; says when that was. */
    long awaitRunning(String name) throws InterruptedException {
        await("pod " + name + " does not run", () -> runningAt.containsKey(name));
        return Objects.requireNonNull(runningAt.get(name));
    }

    /** Waits until a pod was seen to have ended well; says when that was. */
    long awaitSuccess(String name) throws InterruptedException {
        await("pod " + name + " did not end well", () -> succeededAt.containsKey(name));
        return Objects.requireNonNull(succeededAt.get(name));
    }

    void deleteAll() throws InterruptedException {
        for (Pod pod : seen.list()) {
            if (!Pods.isDeleted(pod)) {
                pods.delete(NAMESPACE, pod.getMetadata().getName(), DeleteOptions.DEFAULT);
            }
        }
        await("pods are not gone", () -> seen.list().isEmpty());
        runningAt.clear();
        succeededAt.clear();
    }

    private void await(String otherwise, BooleanSupplier condition) throws InterruptedException {
        long end = environment.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (environment.nanoTime() > end) {
                throw new IllegalStateException(otherwise);
            }
            environment.sleep(POLL);
        }
    }
}
