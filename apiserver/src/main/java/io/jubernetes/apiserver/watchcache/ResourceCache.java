package io.jubernetes.apiserver.watchcache;

import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.apiserver.storage.ResourceKeys;
import io.jubernetes.kvstore.Event;
import io.jubernetes.kvstore.KeyValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.pcollections.TreePMap;

/**
 * The newest state of one resource, and its recent changes.
 *
 * <p>Changed only by the {@link Feed}. The lock is held for a moment by whoever registers a watcher and by the feed; nobody
 * calls the store while holding it. Readers of the snapshot take no lock.
 */
public final class ResourceCache {

    private final ResourceKeys keys;
    private final FieldIndex index;
    private final Environment environment;
    private final Ring ring;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile Snapshot snapshot = Snapshot.EMPTY;

    /** Guarded by {@link #lock}. */
    private final Map<Interest, Crowd> watchers = new LinkedHashMap<>();

    private boolean closed;

    /** What came before the state that it changes; null when the cache has been filled. */
    private @Nullable List<Change> early = new ArrayList<>();

    private volatile Runnable listener = () -> {};

    /** What one revision changed. */
    private record Change(long revision, List<Event> events) {}

    /** @param history how many changes are remembered */
    public ResourceCache(ResourceKeys keys, FieldIndex index, Environment environment, int history) {
        this.keys = keys;
        this.index = index;
        this.environment = environment;
        this.ring = new Ring(history);
    }

    public ResourceKeys keys() {
        return keys;
    }

    public FieldIndex index() {
        return index;
    }

    /** The newest state. */
    public Snapshot snapshot() {
        return snapshot;
    }

    /** Calls {@code whenChanged}, too, after each change, on the thread that commits: it must not wait. */
    public void onChange(Runnable whenChanged) {
        locked(() -> {
            Runnable others = listener;
            listener = () -> {
                others.run();
                whenChanged.run();
            };
            return others;
        });
    }

    /** Ends all watches: their clients open new ones, and continue where they were. */
    public void endWatches() {
        locked(() -> {
            endWatchers(Watcher.End.SHUT_DOWN);
            return watchers;
        });
    }

    /** As {@link #load}, unless the cache has been filled meanwhile. */
    void begin(List<KeyValue> items, long revision) {
        boolean filled = locked(() -> early == null);
        if (!filled) {
            load(items, revision);
        }
    }

    /** Begins, or begins anew, with what the store held at a revision; watchers from before have to begin anew, too. */
    void load(List<KeyValue> items, long revision) {
        TreePMap<String, CachedObject> objects = TreePMap.empty();
        for (KeyValue item : items) {
            CachedObject object = index.read(keys.path(item.key()), item.value(), item.modRevision());
            objects = objects.plus(object.path(), object);
        }
        TreePMap<String, CachedObject> loaded = objects;
        locked(() -> {
            snapshot = new Snapshot(loaded, revision);
            ring.startAfter(revision);
            endWatchers(Watcher.End.REFILLED);
            List<Change> late = early == null ? List.of() : early;
            early = null;
            late.forEach(change -> change(change.revision(), change.events()));
            return loaded;
        });
        listener.run();
    }

    /** Applies what one revision changed here, and tells the watchers. */
    void apply(long revision, List<Event> changes) {
        locked(() -> {
            if (early == null) {
                change(revision, changes);
            } else {
                early.add(new Change(revision, changes));
            }
            return changes;
        });
        listener.run();
    }

    private void change(long revision, List<Event> changes) {
        // a cache that was filled while the store went on has some of it already
        if (revision > snapshot.revision()) {
            TreePMap<String, CachedObject> objects = snapshot.objects();
            List<CacheEvent> events = new ArrayList<>(changes.size());
            for (Event change : changes) {
                String path = keys.path(change.key());
                CachedObject previous = objects.get(path);
                CachedObject current = change instanceof Event.Put put
                        ? index.read(path, put.current().value(), revision)
                        : null;
                objects = current == null ? objects.minus(path) : objects.plus(path, current);
                events.add(new CacheEvent(revision, current, previous));
            }
            snapshot = new Snapshot(objects, revision);
            events.forEach(this::publish);
        }
    }

    private void publish(CacheEvent event) {
        ring.add(event);
        for (Interest interest : Interest.in(event)) {
            Crowd interested = watchers.get(interest);
            if (interested != null) {
                interested.tell(event);
            }
        }
    }

    /**
     * Registers a watcher that has seen everything up to a revision.
     *
     * @return false when changes after it are no longer in memory: the watcher has to read them from the store first
     */
    boolean register(Watcher watcher, long after) {
        return locked(() -> {
            List<CacheEvent> missed = ring.after(after);
            if (missed == null) {
                return false;
            }
            watcher.backlog(missed);
            add(watcher);
            return true;
        });
    }

    private void add(Watcher watcher) {
        if (closed) {
            watcher.close(Watcher.End.SHUT_DOWN);
        } else {
            watchers.computeIfAbsent(watcher.interest(), i -> new Crowd(environment, lock))
                    .add(watcher);
            watcher.begin(snapshot.revision());
        }
    }

    /** Whether everything that was applied has been offered to a watcher. */
    boolean hasTold(Watcher watcher) {
        return locked(() -> {
            Crowd filed = watchers.get(watcher.interest());
            return filed == null || filed.isTold();
        });
    }

    void unregister(Watcher watcher) {
        locked(() -> {
            Crowd filed = watchers.get(watcher.interest());
            if (filed != null && filed.remove(watcher) && filed.isEmpty()) {
                watchers.remove(watcher.interest());
            }
            return watcher;
        });
    }

    /** Ends all watchers, now and in future. */
    void close() {
        locked(() -> {
            closed = true;
            endWatchers(Watcher.End.SHUT_DOWN);
            return watchers;
        });
    }

    private void endWatchers(Watcher.End why) {
        watchers.values().forEach(filed -> filed.close(why));
        watchers.clear();
    }

    private <T extends @Nullable Object> T locked(Supplier<T> action) {
        lock.lock();
        try {
            return action.get();
        } finally {
            lock.unlock();
        }
    }
}
