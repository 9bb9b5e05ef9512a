package io.jubernetes.bench.scale;

import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.client.ApiClient;
import io.jubernetes.client.ListOptions;
import io.jubernetes.client.json.KubernetesJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/** What users ask for: Deployments, each with a Service. */
final class Workload {

    private static final int WRITERS = 16;
    private static final String SERVICE = """
            {"apiVersion":"v1","kind":"Service","metadata":{"name":"app-%1$d","namespace":"%2$s"},
             "spec":{"selector":{"app":"app-%1$d"},"ports":[{"port":80,"targetPort":8080}]}}""";
    private static final String DEPLOYMENT = """
            {"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"app-%1$d","namespace":"%2$s"},
             "spec":{"replicas":%3$d,"selector":{"matchLabels":{"app":"app-%1$d"}},"template":{
               "metadata":{"labels":{"app":"app-%1$d"}},
               "spec":{"automountServiceAccountToken":false,"enableServiceLinks":false,"containers":[{"name":"pause",
                 "image":"registry.k8s.io/pause:3.10.1","ports":[{"containerPort":8080}],
                 "resources":{"requests":{"cpu":"10m","memory":"10Mi"}}}]}}}}""";

    private final Environment environment;
    private final ApiClient client;
    private final Size size;

    Workload(Environment environment, ApiClient client, Size size) {
        this.environment = environment;
        this.client = client;
        this.size = size;
    }

    void createNamespaces() throws InterruptedException {
        String json = "{\"apiVersion\":\"v1\",\"kind\":\"Namespace\",\"metadata\":{\"name\":\"%s\"}}";
        inParallel(
                size.namespaces(),
                i -> client.resources(Namespace.class)
                        .create(read(json.formatted(size.namespace(i)), Namespace.class)));
    }

    void create() throws InterruptedException {
        inParallel(size.services(), i -> {
            String namespace = size.namespace(i);
            client.resources(Service.class).create(read(SERVICE.formatted(i, namespace), Service.class));
            client.resources(Deployment.class)
                    .create(read(DEPLOYMENT.formatted(i, namespace, size.replicas()), Deployment.class));
        });
    }

    /** How many nodes say that they are ready. */
    long readyNodes() {
        return client.resources(Node.class).list(ListOptions.all()).items().stream()
                .filter(node -> node.getStatus().getConditions().stream()
                        .anyMatch(c ->
                                c.getType().equals("Ready") && c.getStatus().equals("True")))
                .count();
    }

    /** How many pods their Deployments count as ready. */
    long readyPods() {
        return client.resources(Deployment.class).list(ListOptions.all()).items().stream()
                .mapToLong(d -> d.getStatus() == null || d.getStatus().getReadyReplicas() == null
                        ? 0
                        : d.getStatus().getReadyReplicas())
                .sum();
    }

    private void inParallel(int count, IntConsumer each) throws InterruptedException {
        AtomicInteger next = new AtomicInteger();
        List<Environment.Task> tasks = new ArrayList<>();
        for (int w = 0; w < WRITERS; w++) {
            tasks.add(environment.start("writer", () -> {
                for (int i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
                    each.accept(i);
                }
            }));
        }
        for (Environment.Task task : tasks) {
            task.join();
        }
    }

    private static <T> T read(String json, Class<T> type) {
        try {
            return KubernetesJson.mapper().readValue(json, type);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
