package io.jubernetes.kvstore.rocks;

import io.jubernetes.kvstore.CommitResult;
import io.jubernetes.kvstore.Event;
import io.jubernetes.kvstore.KeyValue;
import io.jubernetes.kvstore.Keys;
import io.jubernetes.kvstore.Txn;
import io.jubernetes.kvstore.rocks.Database.Family;
import io.jubernetes.kvstore.rocks.Database.Mark;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/**
 * One turn of the committer: decides requests against the durable state plus what it decided before, and collects the batch
 * that makes the decisions true. Until the batch is written nothing has happened.
 */
final class Turn implements AutoCloseable {

    private static final String FULL = "no room left on the disk of the store (deletes are still taken)";

    private final Database database;
    private final BooleanSupplier roomForPuts;
    private final WriteBatch batch = new WriteBatch();
    private final List<Change> changes = new ArrayList<>();

    /** What this turn changed; asked by key, never walked. */
    private final Map<String, Optional<KeyValue>> decided = new HashMap<>();

    private long revision;
    private long compacted;
    private boolean dirty;

    Turn(Database database, long revision, long compacted, BooleanSupplier roomForPuts) {
        this.database = database;
        this.revision = revision;
        this.compacted = compacted;
        this.roomForPuts = roomForPuts;
    }

    Outcome decide(Request request) throws RocksDBException {
        return switch (request) {
            case Request.Commit commit -> decide(commit.txn());
            case Request.Compaction compaction -> compact(compaction.revision());
            case Request.Refresh _ -> refresh();
        };
    }

    private Outcome decide(Txn txn) throws RocksDBException {
        for (Txn.Compare compare : txn.compares()) {
            KeyValue current = current(compare.key());
            if ((current == null ? 0 : current.modRevision()) != compare.modRevision()) {
                return new Outcome.Decided(new CommitResult.Conflict(compare.key(), current));
            }
        }
        if (txn.ops().stream().anyMatch(Txn.Put.class::isInstance) && !roomForPuts.getAsBoolean()) {
            return new Outcome.Full(FULL);
        }
        List<Event> events = apply(txn.ops());
        if (!events.isEmpty()) {
            changes.add(new Change(++revision, events));
        }
        return new Outcome.Decided(new CommitResult.Committed(revision));
    }

    private List<Event> apply(List<Txn.Op> ops) throws RocksDBException {
        List<Event> events = new ArrayList<>(ops.size());
        for (Txn.Op op : ops) {
            Event event = event(op);
            if (event != null) {
                write(event);
                events.add(event);
            }
        }
        events.sort(Comparator.comparing(Event::key, Keys.ORDER));
        return List.copyOf(events);
    }

    private @Nullable Event event(Txn.Op op) {
        KeyValue previous = current(op.key());
        long next = revision + 1;
        return switch (op) {
            case Txn.Put(String key, byte[] value) -> {
                long created = previous == null ? next : previous.createRevision();
                yield new Event.Put(new KeyValue(key, value, created, next), previous);
            }
            case Txn.Delete(String key) -> previous == null ? null : new Event.Delete(key, next, previous);
        };
    }

    private void write(Event event) throws RocksDBException {
        byte[] key = Layout.text(event.key());
        KeyValue previous = event.previous();
        Layout.Kind kind = switch (event) {
            case Event.Put put -> {
                batch.put(database.handle(Family.CURRENT), key, Layout.item(put.current()));
                decided.put(put.key(), Optional.of(put.current()));
                yield previous == null ? Layout.Kind.CREATE : Layout.Kind.OVERWRITE;
            }
            case Event.Delete delete -> {
                batch.delete(database.handle(Family.CURRENT), key);
                decided.put(delete.key(), Optional.empty());
                yield Layout.Kind.DELETE;
            }
        };
        byte[] change = Layout.change(kind, previous);
        batch.put(database.handle(Family.CHANGES), Layout.changeKey(event.revision(), key), change);
        if (previous != null) {
            byte[] replaced = Layout.number(previous.modRevision());
            batch.put(database.handle(Family.VERSIONS), Layout.versionKey(key, event.revision()), replaced);
        }
    }

    private Outcome compact(long to) throws RocksDBException {
        if (to > compacted && to <= revision) {
            compacted = to;
            database.setMark(batch, Mark.COMPACTED, compacted);
            dirty = true;
        }
        return new Outcome.Decided(new CommitResult.Committed(revision));
    }

    private Outcome refresh() {
        dirty = true;
        return new Outcome.Decided(new CommitResult.Committed(revision));
    }

    private @Nullable KeyValue current(String key) {
        Optional<KeyValue> here = decided.get(key);
        if (here != null) {
            return here.orElse(null);
        }
        byte[] stored = database.get(Family.CURRENT, Layout.text(key));
        return stored == null ? null : Layout.item(key, stored, stored.length);
    }

    /** Makes everything decided so far true, and durable. */
    void write() throws RocksDBException {
        if (!changes.isEmpty()) {
            database.setMark(batch, Mark.REVISION, revision);
        }
        if (batch.count() > 0) {
            database.writeDurably(batch);
        }
    }

    boolean changedAnything() {
        return dirty || !changes.isEmpty();
    }

    List<Change> changes() {
        return changes;
    }

    long revision() {
        return revision;
    }

    long compacted() {
        return compacted;
    }

    @Override
    public void close() {
        batch.close();
    }
}
