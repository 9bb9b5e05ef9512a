package io.jubernetes.kvstore.rocks;

import io.jubernetes.kvstore.StoreClosedException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Gives readers the newest published view and keeps every view until its last reader is done. Holding the lock is a matter of
 * nanoseconds; nothing is read under it.
 */
final class Views {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition released = lock.newCondition();

    /** Guarded by {@link #lock}: views that were replaced while someone read them. */
    private final List<View> retired = new ArrayList<>();

    private @Nullable View newest;

    /** Written under the lock, read without. */
    private volatile long revision;

    private volatile long compacted;

    /** Makes a view the one that readers get. */
    void publish(View view) {
        lock.lock();
        try {
            retireNewest();
            newest = view;
            revision = view.revision();
            compacted = view.compacted();
        } finally {
            lock.unlock();
        }
    }

    long revision() {
        return revision;
    }

    long compacted() {
        return compacted;
    }

    /** Reads from the newest view. */
    <T extends @Nullable Object> T read(Function<View, T> reader) {
        View view = acquire();
        try {
            return reader.apply(view);
        } finally {
            release(view);
        }
    }

    View acquire() {
        lock.lock();
        try {
            if (newest == null) {
                throw new StoreClosedException();
            }
            newest.readers++;
            return newest;
        } finally {
            lock.unlock();
        }
    }

    void release(View view) {
        lock.lock();
        try {
            view.readers--;
            if (view.readers == 0 && retired.remove(view)) {
                view.release();
                released.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Gives out no views from now on, and waits for the readers of those that are out. */
    void close() {
        lock.lock();
        try {
            retireNewest();
            while (!retired.isEmpty()) {
                released.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }

    private void retireNewest() {
        View old = newest;
        newest = null;
        if (old == null) {
            return;
        }
        if (old.readers == 0) {
            old.release();
        } else {
            retired.add(old);
        }
    }
}
