package io.jubernetes.controllers.garbagecollector;

import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.client.ListOptions;
import io.jubernetes.client.informer.ChangeHandler;
import io.jubernetes.client.informer.Informer;
import io.jubernetes.client.json.ObjectMetadata;
import io.jubernetes.controllers.discovery.ServedResource;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/** One informer for each resource whose objects can be deleted. Used by one task; {@link #close} by another. */
final class Monitors implements AutoCloseable {

    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);
    private static final int PATIENCE = 600;

    private final Environment environment;
    private final Kinds kinds;
    private final OwnershipGraph graph;
    private final Consumer<Collection<String>> attention;
    private final Map<ServedResource, Informer<ObjectMetadata>> running = new TreeMap<>();

    Monitors(Environment environment, Kinds kinds, OwnershipGraph graph, Consumer<Collection<String>> attention) {
        this.environment = environment;
        this.kinds = kinds;
        this.graph = graph;
        this.attention = attention;
    }

    /** Watches these resources from now on, and no others. */
    void follow(List<ServedResource> resources) {
        TreeSet<ServedResource> wanted = new TreeSet<>();
        resources.stream().filter(Monitors::isMonitored).forEach(wanted::add);
        running.entrySet().removeIf(entry -> {
            boolean vanished = !wanted.contains(entry.getKey());
            if (vanished) {
                entry.getValue().close();
                entry.getValue().list().forEach(object -> attention.accept(graph.gone(object.uid())));
            }
            return vanished;
        });
        wanted.stream().filter(resource -> !running.containsKey(resource)).forEach(this::monitor);
    }

    /** Waits until all are filled, but not for ever: one resource that does not answer must not stop the others. */
    void awaitSynced() throws InterruptedException {
        for (int i = 0; i < PATIENCE && !running.values().stream().allMatch(Informer::hasSynced); i++) {
            environment.sleep(LOOK_AGAIN);
        }
    }

    @Override
    public void close() {
        running.values().forEach(Informer::close);
    }

    /** Events come in great numbers, have no dependents and go by themselves. */
    private static boolean isMonitored(ServedResource resource) {
        return resource.can("list")
                && resource.can("watch")
                && resource.can("delete")
                && !resource.plural().equals("events");
    }

    private void monitor(ServedResource resource) {
        Informer<ObjectMetadata> informer =
                new Informer<>(environment, kinds.objects(resource), ListOptions.all(), Map.of());
        informer.addHandler(new Handler(resource));
        running.put(resource, informer);
        informer.start();
    }

    private final class Handler implements ChangeHandler<ObjectMetadata> {

        private final ServedResource resource;

        Handler(ServedResource resource) {
            this.resource = resource;
        }

        @Override
        public void added(ObjectMetadata object) {
            attention.accept(graph.observe(resource, object));
        }

        @Override
        public void updated(ObjectMetadata old, ObjectMetadata object) {
            if (!old.uid().equals(object.uid())) {
                deleted(old);
            }
            added(object);
        }

        @Override
        public void deleted(ObjectMetadata last) {
            attention.accept(graph.gone(last.uid()));
        }
    }
}
