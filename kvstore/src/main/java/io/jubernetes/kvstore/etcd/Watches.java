package io.jubernetes.kvstore.etcd;

import io.jubernetes.kvstore.StoreClosedException;
import io.jubernetes.kvstore.StoreUnavailableException;
import io.jubernetes.kvstore.WatchSink;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * All watches, and how far they were told. The lock makes three things one step each: telling a change to all, listing a watch
 * at the revision told last, closing a watch.
 */
final class Watches {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition advanced = lock.newCondition();
    private final RecentChanges recent;

    /** In the order of their start; copied on change because sinks may open and close watches while they are told. */
    private final CopyOnWriteArrayList<EtcdWatch> listed = new CopyOnWriteArrayList<>();

    /** What is told just now, or was last. Written under the lock, read without. */
    private volatile long published;

    /** Up to here everything was told to everybody. */
    private volatile long told;

    /** Why etcd cannot be followed just now, and how often that was found out. Guarded by the lock. */
    private @Nullable StoreUnavailableException outage;

    private long outages;
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
            outage = null;
            advanced.signalAll();
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
            advanced.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** etcd could not be reached: who waits for something from there waits no longer. */
    void unreachable(StoreUnavailableException reason) {
        lock.lock();
        try {
            outage = reason;
            outages++;
            advanced.signalAll();
        } finally {
            lock.unlock();
        }
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
        lock.lock();
        try {
            long before = outages;
            while (told < revision && !closed) {
                if (outage != null && outages > before) {
                    throw new StoreUnavailableException(
                            outage.getMessage() + "; revision " + revision + " is stored, but not told yet", outage);
                }
                advanced.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
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
            advanced.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
