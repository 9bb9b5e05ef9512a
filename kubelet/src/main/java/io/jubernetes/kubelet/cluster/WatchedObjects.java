package io.jubernetes.kubelet.cluster;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.client.ApiClient;
import io.jubernetes.client.ListOptions;
import io.jubernetes.client.informer.ChangeHandler;
import io.jubernetes.client.informer.Informer;
import io.jubernetes.kubelet.ClusterObjects;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Watches each object that a pod of the node refers to, from the first time it is asked for until nobody asks any more. */
public final class WatchedObjects implements ClusterObjects, AutoCloseable {

    private static final Duration UNUSED = Duration.ofMinutes(10);

    private record Watched<T>(Informer<T> informer, long usedAt) {}

    private final Environment environment;
    private final ApiClient client;
    private final Consumer<String> changed;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Watched<ConfigMap>> configMaps = new LinkedHashMap<>();
    private final Map<String, Watched<Secret>> secrets = new LinkedHashMap<>();
    private final Map<String, Watched<Service>> services = new LinkedHashMap<>();
    private final Map<String, Watched<Service>> apiServers = new LinkedHashMap<>();

    /** @param changed called with the namespace of an object that changed; must not wait */
    public WatchedObjects(Environment environment, ApiClient client, Consumer<String> changed) {
        this.environment = environment;
        this.client = client;
        this.changed = changed;
    }

    @Override
    public Optional<ConfigMap> configMap(String namespace, String name) throws InterruptedException {
        return read(configMaps, ConfigMap.class, namespace, name);
    }

    @Override
    public Optional<Secret> secret(String namespace, String name) throws InterruptedException {
        return read(secrets, Secret.class, namespace, name);
    }

    @Override
    public List<Service> services(String namespace) throws InterruptedException {
        Informer<Service> informer = watched(
                services,
                namespace,
                () -> new Informer<>(
                        environment, client.resources(Service.class), ListOptions.in(namespace), Map.of()));
        informer.awaitSynced();
        return informer.list();
    }

    @Override
    public Optional<Service> apiServer() throws InterruptedException {
        return read(apiServers, Service.class, "default", "kubernetes");
    }

    @Override
    public Optional<PersistentVolumeClaim> claim(String namespace, String name) {
        return client.resources(PersistentVolumeClaim.class).find(namespace, name);
    }

    @Override
    public Optional<PersistentVolume> persistentVolume(String name) {
        return client.resources(PersistentVolume.class).find(null, name);
    }

    @Override
    public Optional<String> runtimeHandler(String runtimeClass) {
        return client.dynamic("node.k8s.io", "v1", "runtimeclasses", false)
                .find(null, runtimeClass)
                .map(c -> c.path("handler").asText());
    }

    private <T extends HasMetadata> Optional<T> read(
            Map<String, Watched<T>> all, Class<T> type, String namespace, String name) throws InterruptedException {
        Informer<T> informer = watched(all, namespace + "/" + name, () -> one(type, namespace, name));
        informer.awaitSynced();
        return Optional.ofNullable(informer.get(namespace, name));
    }

    private <T extends HasMetadata> Informer<T> one(Class<T> type, String namespace, String name) {
        ListOptions which = ListOptions.in(namespace).fieldSelector("metadata.name=" + name);
        Informer<T> informer = new Informer<>(environment, client.resources(type), which, Map.of());
        informer.addHandler(ChangeHandler.of(object -> changed.accept(namespace)));
        return informer;
    }

    /** The informer of a key, started when there was none; and those that nobody asked for lately end. */
    private <T> Informer<T> watched(Map<String, Watched<T>> all, String key, Supplier<Informer<T>> maker) {
        lock.lock();
        try {
            Watched<T> known = all.get(key);
            Informer<T> informer = known == null ? maker.get() : known.informer();
            if (known == null) {
                informer.start();
            }
            all.put(key, new Watched<>(informer, environment.nanoTime()));
            dropUnused(all);
            return informer;
        } finally {
            lock.unlock();
        }
    }

    private <T> void dropUnused(Map<String, Watched<T>> all) {
        long now = environment.nanoTime();
        for (String key : new ArrayList<>(all.keySet())) {
            Watched<T> watched = all.get(key);
            if (watched != null && now - watched.usedAt() > UNUSED.toNanos()) {
                watched.informer().close();
                all.remove(key);
            }
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            configMaps.values().forEach(w -> w.informer().close());
            secrets.values().forEach(w -> w.informer().close());
            services.values().forEach(w -> w.informer().close());
            apiServers.values().forEach(w -> w.informer().close());
        } finally {
            lock.unlock();
        }
    }
}
