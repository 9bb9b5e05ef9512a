package io.jubernetes.kvstore.memory;

import io.jubernetes.kvstore.CommitResult;
import io.jubernetes.kvstore.CompactedException;
import io.jubernetes.kvstore.ContentHash;
import io.jubernetes.kvstore.FutureRevisionException;
import io.jubernetes.kvstore.KeyValue;
import io.jubernetes.kvstore.Keys;
import io.jubernetes.kvstore.RangeRequest;
import io.jubernetes.kvstore.RangeResult;
import io.jubernetes.kvstore.StoreClosedException;
import io.jubernetes.kvstore.Txn;
import io.jubernetes.kvstore.VersionedStore;
import io.jubernetes.kvstore.WatchSink;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The store as a list of immutable states, one for each retained revision.
 *
 * <pre>
 *   history:   State(compacted)   State(compacted + 1)   …   State(revision)
 * </pre>
 *
 * <p>One lock orders everything, sinks are called under it by the thread that commits: what it does depends on the order of
 * the calls alone. A sink may read and may open and close watches, but never commit.
 */
public final class MemoryStore implements VersionedStore {

    private final ReentrantLock lock = new ReentrantLock();

    /** Guarded by {@link #lock}; never empty, revisions without gap. */
    private final List<State> history = new ArrayList<>(List.of(State.EMPTY));

    /** In the order of their start; copied on change because sinks may close watches while these are told. */
    private final CopyOnWriteArrayList<MemoryWatch> watches = new CopyOnWriteArrayList<>();

    private boolean closed;

    @Override
    public long revision() {
        return locked(() -> history.getLast().revision());
    }

    @Override
    public long compactedRevision() {
        return locked(() -> history.getFirst().revision());
    }

    @Override
    public @Nullable KeyValue get(String key, long revision) {
        Keys.requireKey(key);
        return stateAt(revision).items().get(key);
    }

    @Override
    public RangeResult range(RangeRequest request) {
        return stateAt(request.revision()).range(request);
    }

    @Override
    public CommitResult commit(Txn txn) {
        if (lock.isHeldByCurrentThread()) {
            throw new IllegalStateException("a watch sink must not commit");
        }
        return open(() -> decide(txn));
    }

    private CommitResult decide(Txn txn) {
        State now = history.getLast();
        CommitResult.Conflict conflict = now.conflict(txn);
        if (conflict != null) {
            return conflict;
        }
        State next = now.after(txn.ops());
        if (next.revision() > now.revision()) {
            history.add(next);
            watches.forEach(watch -> watch.publish(next));
        }
        return new CommitResult.Committed(next.revision());
    }

    @Override
    public Watch watch(String prefix, long afterRevision, WatchSink sink) {
        Keys.requireText(prefix);
        return open(() -> {
            int seen = index(afterRevision);
            MemoryWatch watch = new MemoryWatch(lock, prefix, sink, watches::remove);
            List.copyOf(history.subList(seen + 1, history.size())).forEach(watch::replay);
            watch.progress(history.getLast().revision());
            watches.add(watch);
            return watch;
        });
    }

    @Override
    public void compact(long revision) {
        open(() -> {
            if (revision > history.getFirst().revision()) {
                history.subList(0, index(revision)).clear();
            }
            return revision;
        });
    }

    @Override
    public ContentHash contentHash(long revision) {
        return stateAt(revision).content();
    }

    @Override
    public void close() {
        locked(() -> {
            closed = true;
            watches.forEach(watch -> watch.end(new StoreClosedException()));
            return closed;
        });
    }

    private State stateAt(long revision) {
        return open(() -> revision == 0 ? history.getLast() : history.get(index(revision)));
    }

    /** Where in the history a revision is. */
    private int index(long revision) {
        long oldest = history.getFirst().revision();
        long newest = history.getLast().revision();
        if (revision < oldest) {
            throw new CompactedException(revision, oldest);
        }
        if (revision > newest) {
            throw new FutureRevisionException(revision, newest);
        }
        return Math.toIntExact(revision - oldest);
    }

    private <T extends @Nullable Object> T open(Supplier<T> action) {
        return locked(() -> {
            if (closed) {
                throw new StoreClosedException();
            }
            return action.get();
        });
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
