package io.jubernetes.bench.scheduler;

import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.bench.kvstore.Report;
import io.jubernetes.client.ApiClient;
import io.jubernetes.client.ListOptions;
import io.jubernetes.client.ResourceClient;
import io.jubernetes.client.informer.ChangeHandler;
import io.jubernetes.client.informer.Informer;
import io.jubernetes.client.json.ObjectMetadata;
import io.jubernetes.scheduler.Scheduler;
import io.jubernetes.scheduler.SchedulerConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/**
 * The whole scheduler against an API server in a process of its own. As upstream's, it places the shape's first pods before the
 * clock runs. The measured pods are there when another one starts; the clock runs from its start until the last of them is seen
 * bound, so that filling its caches counts too. Whoever counts them reads no more than their
 * metadata, so that the machine's cores are the scheduler's and the server's.
 */
final class ThroughApi {

    private static final int WRITERS = 32;

    private final Environment environment;
    private final ApiClient client;
    private final Report report;
    private final int nodes;

    ThroughApi(Environment environment, ApiClient client, Report report, int nodes) {
        this.environment = environment;
        this.client = client;
        this.report = report;
        this.nodes = nodes;
    }

    void run(Shape shape) throws InterruptedException {
        prepare(shape);
        place(shape.first());
        double seconds = place(shape.measured());
        report.add("scheduler-api-" + shape.name(), shape.measured().count() / seconds, shape.floor(), "pods/s");
    }

    /** @return how long that took, without making the pods */
    private double place(Shape.Batch pods) throws InterruptedException {
        Set<String> names = create(pods);
        CountDownLatch bound = new CountDownLatch(pods.count());
        Informer<ObjectMetadata> watched = new Informer<>(
                environment,
                client.metadata("", "v1", "pods", true),
                ListOptions.all().fieldSelector("spec.nodeName!="),
                Map.of());
        watched.addHandler(ChangeHandler.of(pod -> {
            if (names.contains(pod.name())) {
                bound.countDown();
            }
        }));
        watched.start();
        watched.awaitSynced();
        long begin = environment.nanoTime();
        Scheduler scheduler = new Scheduler(SchedulerConfig.DEFAULT, environment, client);
        scheduler.start();
        bound.await();
        double seconds = (environment.nanoTime() - begin) / 1e9;
        scheduler.close();
        watched.close();
        return seconds;
    }

    private Set<String> create(Shape.Batch batch) throws InterruptedException {
        ResourceClient<Pod> pods = client.resources(Pod.class);
        Set<String> names = ConcurrentHashMap.newKeySet();
        inParallel(batch.count(), i -> {
            Pod pod = batch.pod().apply(i);
            pod.getMetadata().setUid(null);
            names.add(pods.create(pod).getMetadata().getName());
        });
        return names;
    }

    private void prepare(Shape shape) throws InterruptedException {
        ResourceClient<Node> nodeClient = client.resources(Node.class);
        client.resources(Namespace.class)
                .create(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName("bench")
                        .endMetadata()
                        .build());
        client.resources(ServiceAccount.class)
                .create(new ServiceAccountBuilder()
                        .withNewMetadata()
                        .withNamespace("bench")
                        .withName("default")
                        .endMetadata()
                        .build());
        inParallel(nodes, i -> nodeClient.create(shape.node().apply(i)));
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
}
