package io.jubernetes.controllers.ownership;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.client.controller.Key;
import io.jubernetes.client.informer.Informer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Keeps an owner from deciding on a cache that does not show yet what was created and deleted for it. Nothing waits: the owner
 * is looked at again when the cache changes. An expectation that never comes true, because the object was gone again before
 * the cache saw it, ends after a time. Safe for use by several threads.
 */
public final class Expectations<T extends HasMetadata> {

    /** After this the cache is believed as it is: an informer that found no server may pause for a minute before it asks again. */
    public static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Environment environment;
    private final Informer<T> cache;
    private final ReentrantLock lock = new ReentrantLock();
    // guarded by lock
    private final Map<Key, List<Expected>> pending = new HashMap<>();

    private record Expected(Key object, String uid, boolean present, long since) {}

    public Expectations(Environment environment, Informer<T> cache) {
        this.environment = environment;
        this.cache = cache;
    }

    public void created(Key owner, T object) {
        expect(owner, object, true);
    }

    public void deleted(Key owner, T object) {
        expect(owner, object, false);
    }

    /** Whether the cache shows all that was done for the owner. */
    public boolean areMet(Key owner) {
        lock.lock();
        try {
            List<Expected> expected = pending.get(owner);
            if (expected != null) {
                expected.removeIf(this::isMetOrOld);
                if (expected.isEmpty()) {
                    pending.remove(owner);
                }
            }
            return !pending.containsKey(owner);
        } finally {
            lock.unlock();
        }
    }

    public void forget(Key owner) {
        lock.lock();
        try {
            pending.remove(owner);
        } finally {
            lock.unlock();
        }
    }

    private void expect(Key owner, T object, boolean present) {
        lock.lock();
        try {
            pending.computeIfAbsent(owner, _ -> new ArrayList<>())
                    .add(new Expected(Key.of(object), object.getMetadata().getUid(), present, environment.nanoTime()));
        } finally {
            lock.unlock();
        }
    }

    private boolean isMetOrOld(Expected expected) {
        T cached = cache.get(expected.object.namespace(), expected.object.name());
        boolean there = isThere(cached, expected.uid);
        boolean met = expected.present
                ? there
                : !there || (cached != null && cached.getMetadata().getDeletionTimestamp() != null);
        return met || environment.nanoTime() - expected.since >= PATIENCE.toNanos();
    }

    private boolean isThere(@Nullable T cached, String uid) {
        return cached != null && cached.getMetadata().getUid().equals(uid);
    }
}
