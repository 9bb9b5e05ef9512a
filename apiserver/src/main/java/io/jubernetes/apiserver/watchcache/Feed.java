package io.jubernetes.apiserver.watchcache;

import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.apimachinery.error.StatusReason;
import io.jubernetes.apiserver.storage.ResourceKeys;
import io.jubernetes.kvstore.Event;
import io.jubernetes.kvstore.KeyValue;
import io.jubernetes.kvstore.RangeRequest;
import io.jubernetes.kvstore.RangeResult;
import io.jubernetes.kvstore.StoreClosedException;
import io.jubernetes.kvstore.StoreException;
import io.jubernetes.kvstore.VersionedStore;
import io.jubernetes.kvstore.VersionedStore.Watch;
import io.jubernetes.kvstore.WatchSink;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps all caches up to date by one watch of the whole store. The store tells it of a commit before the writer is answered,
 * so what a writer wrote is in the cache when it reads again.
 *
 * <p>{@link #applied} is read <i>before</i> a cache's snapshot: the snapshot then holds every change of its resource up to the
 * larger of that and its own revision, and none after.
 */
public final class Feed implements WatchSink, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Feed.class);

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(200);

    /** No cache holds anything that can be relied on. */
    private static final long NOTHING = -1;

    private final VersionedStore store;
    private final Environment environment;
    private final ReentrantLock changing = new ReentrantLock();

    /** By prefix; replaced as a whole under {@link #changing}. */
    private volatile Map<String, ResourceCache> caches = new LinkedHashMap<>();

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition advanced = lock.newCondition();
    private volatile long applied = NOTHING;
    private volatile @Nullable Watch watch;
    private volatile boolean closed;

    /** @param caches that are there from the start; what else lies in the store is left alone */
    public Feed(VersionedStore store, Environment environment, List<ResourceCache> caches) {
        this.store = store;
        this.environment = environment;
        caches.forEach(cache -> this.caches.put(cache.keys().prefix(), cache));
    }

    /** Fills the caches, and follows the store from there. */
    public void start() {
        follow(fill());
    }

    /** Fills another cache, and keeps it up to date from now on. */
    public void add(ResourceCache cache) {
        change(next -> next.put(cache.keys().prefix(), cache));
        RangeResult own = store.range(RangeRequest.all(cache.keys().prefix()));
        cache.begin(own.items(), own.revision());
    }

    /** Leaves a cache alone from now on, and ends its watches. */
    public void remove(ResourceCache cache) {
        change(next -> next.remove(cache.keys().prefix(), cache));
        cache.close();
    }

    private void change(Consumer<Map<String, ResourceCache>> how) {
        changing.lock();
        try {
            Map<String, ResourceCache> next = new LinkedHashMap<>(caches);
            how.accept(next);
            caches = next;
        } finally {
            changing.unlock();
        }
    }

    private long fill() {
        // what is added after this was read is filled with something newer
        RangeResult everything = store.range(RangeRequest.all(ResourceKeys.ROOT));
        Map<ResourceCache, List<KeyValue>> items = new LinkedHashMap<>();
        caches.values().forEach(cache -> items.put(cache, new ArrayList<>()));
        for (KeyValue item : everything.items()) {
            ResourceCache cache = cacheOf(item.key());
            if (cache != null) {
                items.computeIfAbsent(cache, c -> new ArrayList<>()).add(item);
            }
        }
        items.forEach((cache, found) -> cache.load(found, everything.revision()));
        return everything.revision();
    }

    private void follow(long revision) {
        applied = revision;
        watch = store.watch(ResourceKeys.ROOT, revision, this);
        if (closed) {
            close();
        }
    }

    /**
     * Waits until the caches hold every write that ended before this call. A store of this process alone feeds the caches
     * before a writer is answered: then there is nothing to wait for.
     */
    public void catchUp() {
        if (!store.isShared()) {
            return;
        }
        try {
            long newest = store.revision();
            if (applied < newest && !await(newest, PATIENCE)) {
                throw new ApiException(StatusReason.Timeout, "the caches do not keep up with the data store");
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new ApiException(StatusReason.ServiceUnavailable, "the server is shutting down");
        }
    }

    /** Everything up to this revision is in the caches. */
    public long applied() {
        return applied;
    }

    /**
     * Waits until a revision is in the caches.
     *
     * @return false when it was not in time
     */
    public boolean await(long revision, Duration patience) throws InterruptedException {
        long deadline = environment.nanoTime() + patience.toNanos();
        lock.lockInterruptibly();
        try {
            while (applied < revision) {
                long left = deadline - environment.nanoTime();
                if (left <= 0) {
                    return false;
                }
                environment.await(advanced, Duration.ofNanos(left));
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void events(long revision, List<Event> events) {
        if (events.size() == 1) {
            ResourceCache cache = cacheOf(events.getFirst().key());
            if (cache != null) {
                cache.apply(revision, events);
            }
        } else {
            Map<ResourceCache, List<Event>> parts = new LinkedHashMap<>();
            for (Event event : events) {
                ResourceCache cache = cacheOf(event.key());
                if (cache != null) {
                    parts.computeIfAbsent(cache, c -> new ArrayList<>()).add(event);
                }
            }
            parts.forEach((cache, changes) -> cache.apply(revision, changes));
        }
        progress(revision);
    }

    @Override
    public void progress(long revision) {
        lock.lock();
        try {
            applied = Math.max(applied, revision);
            advanced.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void closed(RuntimeException reason) {
        LOG.info("the store ended the feed of the watch caches; reason={}", reason.getMessage());
        if (reason instanceof StoreClosedException) {
            caches.values().forEach(ResourceCache::close);
        } else {
            applied = NOTHING;
            environment.start("refill-watch-caches", this::refill);
        }
    }

    private void refill() throws InterruptedException {
        while (!closed) {
            try {
                follow(fill());
                wakeUp();
                return;
            } catch (StoreClosedException over) {
                caches.values().forEach(ResourceCache::close);
                return;
            } catch (StoreException later) {
                LOG.warn("the watch caches cannot be filled yet; reason={}", later.getMessage());
                environment.sleep(BETWEEN_TRIES);
            }
        }
    }

    private void wakeUp() {
        lock.lock();
        try {
            advanced.signalAll();
        } finally {
            lock.unlock();
        }
    }

    // /registry/<resource>/… or /registry/<group>/<resource>/…; no resource of the core group is called like a group
    private @Nullable ResourceCache cacheOf(String key) {
        int first = key.indexOf('/', ResourceKeys.ROOT.length());
        if (first < 0) {
            return null;
        }
        Map<String, ResourceCache> known = caches;
        ResourceCache core = known.get(key.substring(0, first + 1));
        int second = key.indexOf('/', first + 1);
        return core != null || second < 0 ? core : known.get(key.substring(0, second + 1));
    }

    @Override
    public void close() {
        closed = true;
        Watch running = watch;
        if (running != null) {
            running.close();
        }
        caches.values().forEach(ResourceCache::close);
    }
}
