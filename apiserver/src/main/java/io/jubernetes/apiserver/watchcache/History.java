package io.jubernetes.apiserver.watchcache;

import io.jubernetes.kvstore.Event;
import io.jubernetes.kvstore.KeyValue;
import io.jubernetes.kvstore.VersionedStore;
import io.jubernetes.kvstore.VersionedStore.Watch;
import io.jubernetes.kvstore.WatchSink;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Reads changes that are no longer in memory from the store's history, piece by piece. */
final class History {

    private static final int PIECE = 1000;

    /** @param upTo every change up to this revision is among the events, or was before */
    record Piece(List<CacheEvent> events, long upTo) {}

    private final VersionedStore store;
    private final ResourceCache cache;

    History(VersionedStore store, ResourceCache cache) {
        this.store = store;
        this.cache = cache;
    }

    /**
     * The changes after a revision, as many as make a piece.
     *
     * @throws io.jubernetes.kvstore.CompactedException when they were given up
     */
    Piece after(long revision) throws InterruptedException {
        Collector collector = new Collector();
        try (Watch watch = store.watch(cache.keys().prefix(), revision, collector)) {
            return collector.piece.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException reason ? reason : new IllegalStateException(e.getCause());
        }
    }

    private final class Collector implements WatchSink {
        private final CompletableFuture<Piece> piece = new CompletableFuture<>();
        private final ReentrantLock lock = new ReentrantLock();
        private final List<CacheEvent> events = new ArrayList<>();

        @Override
        public void events(long revision, List<Event> changes) {
            lock.lock();
            try {
                if (!piece.isDone()) {
                    changes.forEach(change -> events.add(event(revision, change)));
                    if (events.size() >= PIECE) {
                        piece.complete(new Piece(events, revision));
                    }
                }
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void progress(long revision) {
            lock.lock();
            try {
                piece.complete(new Piece(events, revision));
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void closed(RuntimeException reason) {
            piece.completeExceptionally(reason);
        }
    }

    private CacheEvent event(long revision, Event change) {
        return switch (change) {
            case Event.Put put -> new CacheEvent(revision, read(put.current()), read(put.previous()));
            case Event.Delete delete -> new CacheEvent(revision, null, read(delete.previous()));
        };
    }

    private @Nullable CachedObject read(@Nullable KeyValue item) {
        return item == null
                ? null
                : cache.index().read(cache.keys().path(item.key()), item.value(), item.modRevision());
    }
}
