package io.jubernetes.kvstore.rocks;

import io.jubernetes.kvstore.StoreClosedException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Gives readers the newest published view and keeps every view until its last reader is done. Nobody waits for anybody: with a lock
 * the committer could stand in its queue behind a virtual thread that has the lock coming but no processor, because other
 * readers have them all.
 */
final class Views {

    /** Null before the first one. What it says is the newest revision: one step makes it known and readable. */
    private final AtomicReference<@Nullable View> newest = new AtomicReference<>();

    /** Views that are not released yet. */
    private final AtomicInteger open = new AtomicInteger();

    private final CompletableFuture<Void> allReleased = new CompletableFuture<>();

    private volatile boolean closed;

    /** Makes a view the one that readers get. */
    void publish(View view) {
        open.incrementAndGet();
        View old = newest.getAndSet(view);
        if (old != null) {
            release(old);
        }
    }

    long revision() {
        View view = newest.get();
        return view == null ? 0 : view.revision();
    }

    long compacted() {
        View view = newest.get();
        return view == null ? 0 : view.compacted();
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
        while (true) {
            View view = newest.get();
            if (view == null || closed) {
                throw new StoreClosedException();
            }
            if (view.retain()) {
                return view;
            }
        }
    }

    void release(View view) {
        if (view.drop()) {
            view.release();
            if (open.decrementAndGet() == 0 && closed) {
                allReleased.complete(null);
            }
        }
    }

    /** Gives out no views from now on, and waits for the readers of those that are out. */
    void close() {
        closed = true;
        View last = newest.get();
        if (last != null) {
            release(last);
        }
        if (open.get() > 0) {
            allReleased.join();
        }
    }
}
