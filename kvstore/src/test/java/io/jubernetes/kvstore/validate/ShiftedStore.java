package io.jubernetes.kvstore.validate;

import io.jubernetes.kvstore.CommitResult;
import io.jubernetes.kvstore.CompactedException;
import io.jubernetes.kvstore.Event;
import io.jubernetes.kvstore.FutureRevisionException;
import io.jubernetes.kvstore.KeyValue;
import io.jubernetes.kvstore.RangeRequest;
import io.jubernetes.kvstore.RangeResult;
import io.jubernetes.kvstore.Txn;
import io.jubernetes.kvstore.VersionedStore;
import io.jubernetes.kvstore.WatchSink;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A store that counts from where another one was when this was made, and has the keys under a prefix for its own. Tests that name
 * revisions suppose a fresh store at revision 0; an etcd begins at 1, and many tests share one. Nothing else is changed.
 */
public final class ShiftedStore implements VersionedStore {

    private final VersionedStore store;
    private final String prefix;
    private final long base;

    public ShiftedStore(VersionedStore store) {
        this(store, "");
    }

    ShiftedStore(VersionedStore store, String prefix) {
        this.store = store;
        this.prefix = prefix;
        this.base = store.revision();
    }

    private String mine(String key) {
        return key.substring(prefix.length());
    }

    private long up(long revision) {
        return revision == 0 ? 0 : revision + base;
    }

    private long down(long revision) {
        return Math.max(0, revision - base);
    }

    private <T extends @Nullable Object> T translated(Supplier<T> action) {
        try {
            return action.get();
        } catch (CompactedException e) {
            throw new CompactedException(down(e.requested()), down(e.compacted()));
        } catch (FutureRevisionException e) {
            throw new FutureRevisionException(down(e.requested()), down(e.current()));
        }
    }

    private @Nullable KeyValue down(@Nullable KeyValue item) {
        return item == null ? null : known(item);
    }

    private KeyValue known(KeyValue item) {
        return new KeyValue(mine(item.key()), item.value(), down(item.createRevision()), down(item.modRevision()));
    }

    private Event down(Event event) {
        return switch (event) {
            case Event.Put put -> new Event.Put(known(put.current()), down(put.previous()));
            case Event.Delete delete ->
                new Event.Delete(mine(delete.key()), down(delete.revision()), known(delete.previous()));
        };
    }

    private Txn up(Txn txn) {
        List<Txn.Compare> compares = txn.compares().stream()
                .map(compare -> new Txn.Compare(prefix + compare.key(), up(compare.modRevision())))
                .toList();
        return new Txn(compares, txn.ops().stream().map(this::up).toList());
    }

    private Txn.Op up(Txn.Op op) {
        return switch (op) {
            case Txn.Put put -> new Txn.Put(prefix + put.key(), put.value());
            case Txn.Delete delete -> new Txn.Delete(prefix + delete.key());
        };
    }

    private RangeRequest up(RangeRequest request) {
        String after = request.startAfter().isEmpty() ? "" : prefix + request.startAfter();
        return new RangeRequest(prefix + request.prefix(), after, request.limit(), up(request.revision()));
    }

    @Override
    public long revision() {
        return down(store.revision());
    }

    @Override
    public long compactedRevision() {
        return down(store.compactedRevision());
    }

    @Override
    public @Nullable KeyValue get(String key, long revision) {
        return translated(() -> down(store.get(prefix + key, up(revision))));
    }

    @Override
    public RangeResult range(RangeRequest request) {
        return translated(() -> {
            RangeResult found = store.range(up(request));
            return new RangeResult(
                    found.items().stream().map(this::known).toList(), found.remaining(), down(found.revision()));
        });
    }

    @Override
    public CommitResult commit(Txn txn) {
        return switch (store.commit(up(txn))) {
            case CommitResult.Committed(long revision) -> new CommitResult.Committed(down(revision));
            case CommitResult.Conflict(String key, KeyValue current) ->
                new CommitResult.Conflict(mine(key), down(current));
        };
    }

    @Override
    public Watch watch(String under, long afterRevision, WatchSink sink) {
        return translated(() -> store.watch(prefix + under, afterRevision + base, new ShiftedSink(sink)));
    }

    @Override
    public void compact(long revision) {
        translated(() -> {
            store.compact(up(revision));
            return revision;
        });
    }

    @Override
    public void close() {
        store.close();
    }

    private final class ShiftedSink implements WatchSink {
        private final WatchSink sink;

        ShiftedSink(WatchSink sink) {
            this.sink = sink;
        }

        @Override
        public void events(long revision, List<Event> events) {
            sink.events(
                    down(revision), events.stream().map(ShiftedStore.this::down).toList());
        }

        @Override
        public void progress(long revision) {
            sink.progress(down(revision));
        }

        @Override
        public void closed(RuntimeException reason) {
            sink.closed(reason);
        }
    }
}
