package io.jubernetes.client.informer;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.client.ApiClient;
import io.jubernetes.client.ListOptions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/** One informer for each type, shared by all who ask. Safe for use by several threads. */
public final class InformerFactory implements AutoCloseable {

    private final Environment environment;
    private final ApiClient client;
    private final ReentrantLock lock = new ReentrantLock();
    // guarded by lock
    private final Map<Class<?>, Shared<?>> informers = new LinkedHashMap<>();

    private static final class Shared<T> {
        private final Informer<T> informer;
        private boolean started;

        Shared(Informer<T> informer) {
            this.informer = informer;
        }

        void startOnce() {
            if (!started) {
                started = true;
                informer.start();
            }
        }
    }

    public InformerFactory(Environment environment, ApiClient client) {
        this.environment = environment;
        this.client = client;
    }

    /** The informer of a type, over all namespaces; started by {@link #startAll}. */
    @SuppressWarnings("unchecked") // the map's values fit their keys
    public <T extends HasMetadata> Informer<T> informerFor(Class<T> type) {
        lock.lock();
        try {
            Shared<?> shared = informers.computeIfAbsent(
                    type,
                    t -> new Shared<>(
                            new Informer<>(environment, client.resources(type), ListOptions.all(), Map.of())));
            return (Informer<T>) shared.informer;
        } finally {
            lock.unlock();
        }
    }

    /** Starts the informers that were asked for and not started yet. */
    public void startAll() {
        lock.lock();
        try {
            informers.values().forEach(Shared::startOnce);
        } finally {
            lock.unlock();
        }
    }

    public void awaitAllSynced() throws InterruptedException {
        for (Shared<?> shared : all()) {
            shared.informer.awaitSynced();
        }
    }

    @Override
    public void close() {
        all().forEach(shared -> shared.informer.close());
    }

    private List<Shared<?>> all() {
        lock.lock();
        try {
            return new ArrayList<>(informers.values());
        } finally {
            lock.unlock();
        }
    }
}
