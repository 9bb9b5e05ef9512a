package io.jubernetes.kvstore.etcd;

import io.jubernetes.kvstore.StoreClosedException;
import io.jubernetes.kvstore.StoreUnavailableException;
import io.jubernetes.kvstore.WatchSink;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;

/**
 * All watches, and how far they were told. The lock makes three things one step each: telling a change to all, listing a watch
 * at the revision told last, closing a watch.
 */
final class Watches {

    private final ReentrantLock lock = new ReentrantLock();
    private final RecentChanges recent;

    /** In the order of their start; copied on change because sinks may open and close watches while they are told. */
    private final CopyOnWriteArrayList<EtcdWatch> listed = new CopyOnWriteArrayList<>();

    /** What is told just now, or was last. Written under the lock, read without. */
    private volatile long published;

    /** Up to here everything was told to everybody. */
    private volatile long told;

    /** Who waits for a revision to be told: each is woken once, by what it waits for. Guarded by the lock. */
    private final TreeMap<Long, CompletableFuture<Void>> waiting = new TreeMap<>();

    private boolean closed;

    Watches(long revision) {
        this.recent = new RecentChanges(revision);
        this.published = revision;
        this.told = revision;
    }

    /** True for a sink that is being told something: it must not wait for the follower. */
    boolean isTelling() {
        return lock.isHeldByCurrentThread();
    }

    long published() {
        return published;
    }

    /** Tells a change to all. */
    void publish(Change change) {
        lock.lock();
        try {
            published = change.revision();
            recent.add(change);
            listed.forEach(watch -> watch.publish(change));
            told = change.revision();
            SortedMap<Long, CompletableFuture<Void>> passed = waiting.headMap(told, true);
            passed.values().forEach(waiter -> waiter.complete(null));
            passed.clear();
        } finally {
            lock.unlock();
        }
    }

    /** Ends all watches, because what lies between the last revision told and this one cannot be told. */
    void restart(long revision, RuntimeException reason) {
        lock.lock();
        try {
            recent.startAfter(revision);
            published = revision;
            listed.forEach(watch -> watch.end(reason));
            listed.clear();
            told = revision;
            wakeAll();
        } finally {
            lock.unlock();
        }
    }

    /** etcd could not be reached: who waits for something from there waits no longer. */
    void unreachable(StoreUnavailableException reason) {
        lock.lock();
        try {
            waiting.values().forEach(waiter -> waiter.completeExceptionally(reason));
            waiting.clear();
        } finally {
            lock.unlock();
        }
    }

    private void wakeAll() {
        waiting.values().forEach(waiter -> waiter.complete(null));
        waiting.clear();
    }

    /**
     * Waits until everything up to a revision was told.
     *
     * @throws StoreUnavailableException when etcd was found unreachable meanwhile
     */
    void awaitTold(long revision) {
        if (told >= revision) {
            return;
        }
        CompletableFuture<Void> passed;
        lock.lock();
        try {
            if (told >= revision || closed) {
                return;
            }
            passed = waiting.computeIfAbsent(revision, awaited -> new CompletableFuture<>());
        } finally {
            lock.unlock();
        }
        try {
            passed.join();
        } catch (CompletionException e) {
            Throwable outage = e.getCause() == null ? e : e.getCause();
            throw new StoreUnavailableException(
                    outage.getMessage() + "; revision " + revision + " is stored, but not told yet", outage);
        }
    }

    /** Lists a watch that has seen everything up to a revision, or says from where on its changes are known here. */
    long list(EtcdWatch watch, long seen) {
        lock.lock();
        try {
            if (closed) {
                throw new StoreClosedException();
            }
            if (watch.isClosed()) {
                return seen;
            }
            if (seen >= recent.floor()) {
                recent.after(seen, watch::replay);
                watch.progress(published);
                listed.add(watch);
            }
            return recent.floor();
        } finally {
            lock.unlock();
        }
    }

    EtcdWatch create(String prefix, WatchSink sink) {
        return new EtcdWatch(this, prefix, sink);
    }

    void remove(EtcdWatch watch) {
        lock.lock();
        try {
            watch.closeLocked();
            listed.remove(watch);
        } finally {
            lock.unlock();
        }
    }

    /** Ends all watches; none can be opened from now on. */
    void close() {
        lock.lock();
        try {
            closed = true;
            List.copyOf(listed).forEach(watch -> watch.end(new StoreClosedException()));
            listed.clear();
            wakeAll();
        } finally {
            lock.unlock();
        }
    }
}
