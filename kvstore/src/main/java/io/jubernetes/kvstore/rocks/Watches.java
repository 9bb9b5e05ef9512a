package io.jubernetes.kvstore.rocks;

import io.jubernetes.kvstore.CompactedException;
import io.jubernetes.kvstore.FutureRevisionException;
import io.jubernetes.kvstore.StoreClosedException;
import io.jubernetes.kvstore.WatchSink;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * All watches. Its lock makes three things one step each: publishing a turn (view and events), listing a watch at the
 * published revision, closing a watch.
 */
final class Watches {

    private final ReentrantLock lock = new ReentrantLock();
    private final Views views;

    /** In the order of their start; copied on change because sinks may open and close watches while they are told. */
    private final CopyOnWriteArrayList<RocksWatch> listed = new CopyOnWriteArrayList<>();

    private boolean closed;

    Watches(Views views) {
        this.views = views;
    }

    /** True for a sink that is being told something: it must not wait for the committer. */
    boolean isTelling() {
        return lock.isHeldByCurrentThread();
    }

    /** Makes a turn known: to readers, then to watchers. */
    void publish(View view, List<Change> changes) {
        lock.lock();
        try {
            views.publish(view);
            if (!changes.isEmpty()) {
                listed.forEach(watch -> watch.publish(changes, view.revision()));
            }
        } finally {
            lock.unlock();
        }
    }

    /** Opens a watch; the calling thread tells it what is history already. */
    RocksWatch open(String prefix, long afterRevision, WatchSink sink) {
        RocksWatch watch = new RocksWatch(this, prefix, sink);
        View view = list(watch);
        try {
            checkRetained(afterRevision, view);
        } catch (RuntimeException e) {
            views.release(view);
            close(watch);
            throw e;
        }
        long told = join(watch, view, afterRevision);
        for (view = goLive(watch, told); view != null; view = goLive(watch, told)) {
            told = join(watch, view, told);
        }
        return watch;
    }

    private static void checkRetained(long afterRevision, View view) {
        if (afterRevision < view.compacted()) {
            throw new CompactedException(afterRevision, view.compacted());
        }
        if (afterRevision > view.revision()) {
            throw new FutureRevisionException(afterRevision, view.revision());
        }
    }

    /** Lists a watch, and gives the view of the very revision after which changes are put aside for it. */
    private View list(RocksWatch watch) {
        lock.lock();
        try {
            if (closed) {
                throw new StoreClosedException();
            }
            View view = views.acquire();
            listed.add(watch);
            return view;
        } finally {
            lock.unlock();
        }
    }

    /** Makes a watch live, or gives a view to read history on from because too much was put aside meanwhile. */
    private @Nullable View goLive(RocksWatch watch, long told) {
        lock.lock();
        try {
            if (watch.isClosed() || watch.goLive(views.revision())) {
                return null;
            }
            if (told < views.compacted()) {
                watch.end(new CompactedException(told, views.compacted()));
                listed.remove(watch);
                return null;
            }
            return views.acquire();
        } finally {
            lock.unlock();
        }
    }

    private long join(RocksWatch watch, View view, long told) {
        try (ChangeLog log = new ChangeLog(view, watch.prefix())) {
            log.tell(told, change -> {
                watch.tell(change);
                return !watch.isClosed();
            });
            return view.revision();
        } finally {
            views.release(view);
        }
    }

    void close(RocksWatch watch) {
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
            listed.forEach(watch -> watch.end(new StoreClosedException()));
            listed.clear();
        } finally {
            lock.unlock();
        }
    }
}
