package io.jubernetes.client.informer;

import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.client.ListOptions;
import io.jubernetes.client.ResourceClient;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * A local copy of the objects of one resource, kept current by list and watch on one task, which also calls the handlers.
 * Objects handed out are constants. Lists are sorted by namespace and name. Safe for use by several threads.
 */
public final class Informer<T> implements AutoCloseable {

    private final Environment environment;
    private final ResourceClient<T> resources;
    private final ListOptions which;
    private final Store<T> store = new Store<>();
    private final Deliveries<T> deliveries;
    private final CountDownLatch synced = new CountDownLatch(1);
    private Environment.@Nullable Task task;

    /** @param which what to keep; without resource version and limit, which are the informer's */
    public Informer(
            Environment environment, ResourceClient<T> resources, ListOptions which, Map<String, Indexer<T>> indexers) {
        this.environment = environment;
        this.resources = resources;
        this.which = which;
        this.deliveries = new Deliveries<>(store, resources.codec());
        indexers.forEach(store::addIndex);
    }

    /**
     * Adds an index; the objects that are there already are in it when this returns. Without effect when there is one of this
     * name: those who share an informer mean the same by a name.
     */
    public void addIndex(String name, Indexer<T> indexer) {
        store.addIndex(name, indexer);
    }

    /** Adds a handler. It is told first, on this thread, of the objects that are there already. */
    public void addHandler(ChangeHandler<T> handler) {
        deliveries.addHandler(handler);
    }

    /** Begins to list and watch. Once only. */
    public void start() {
        if (task != null) {
            throw new IllegalStateException("the informer was started already");
        }
        Reflector<T> reflector = new Reflector<>(environment, resources, which, deliveries, synced);
        task = environment.start("informer-" + resources.resource(), reflector);
    }

    /** Waits until the first list is in the store and the handlers know of it. */
    public void awaitSynced() throws InterruptedException {
        synced.await();
    }

    public boolean hasSynced() {
        return synced.getCount() == 0;
    }

    public @Nullable T get(@Nullable String namespace, String name) {
        return store.get(Store.key(namespace, name));
    }

    public List<T> list() {
        return store.list();
    }

    /** The objects of one namespace. */
    public List<T> listIn(String namespace) {
        return store.listIn(namespace);
    }

    public List<T> byIndex(String index, String value) {
        return store.byIndex(index, value);
    }

    /** Ends the watch. The store stays as it is. */
    @Override
    public void close() {
        if (task != null) {
            task.interrupt();
        }
    }
}
