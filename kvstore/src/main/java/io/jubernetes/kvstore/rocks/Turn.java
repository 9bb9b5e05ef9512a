package io.jubernetes.kvstore.rocks;

import io.jubernetes.kvstore.CommitResult;
import io.jubernetes.kvstore.ContentHash;
import io.jubernetes.kvstore.Event;
import io.jubernetes.kvstore.KeyValue;
import io.jubernetes.kvstore.Keys;
import io.jubernetes.kvstore.Txn;
import io.jubernetes.kvstore.rocks.Database.Family;
import io.jubernetes.kvstore.rocks.Layout.Pointer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;

/**
 * One turn of the committer: decides requests one after the other against the state on disk plus what the turn decided so far,
 * and collects what is to be written. Nothing is changed before {@link #write}.
 */
final class Turn {

    private static final String FULL = "no room left on the disk of the store (deletes are still taken)";

    private static final byte[] NOTHING = {};

    private final Database database;
    private final Current current;
    private final BooleanSupplier roomForPuts;
    private final Batch batch;
    private final TurnRecord record = new TurnRecord();
    private final List<Change> changes = new ArrayList<>();
    private final List<Step> written = new ArrayList<>();
    private long revision;
    private ContentHash content;
    private long compacted;
    private boolean refreshed;

    Turn(Database database, Current current, Head before, BooleanSupplier roomForPuts, Batch batch) {
        this.database = database;
        this.current = current;
        this.roomForPuts = roomForPuts;
        this.batch = batch;
        this.revision = before.revision();
        this.content = before.content();
        this.compacted = before.compacted();
    }

    Outcome decide(Request request) {
        return switch (request) {
            case Request.Commit commit -> decide(commit);
            case Request.Compaction compaction -> compact(compaction.revision());
            case Request.Refresh _ -> refresh();
        };
    }

    private Outcome decide(Request.Commit commit) {
        Txn txn = commit.txn();
        for (Txn.Compare compare : txn.compares()) {
            if (current.modRevision(compare.key()) != compare.modRevision()) {
                Current.Item item =
                        current.slot(compare.key(), Layout.text(compare.key())).item();
                return new Outcome.Decided(
                        new CommitResult.Conflict(compare.key(), item == null ? null : item.value()));
            }
        }
        if (commit.needsRoom() && !roomForPuts.getAsBoolean()) {
            return new Outcome.Full(FULL);
        }
        apply(commit.operations());
        return new Outcome.Decided(new CommitResult.Committed(revision));
    }

    private void apply(List<Request.Operation> operations) {
        List<Step> steps = new ArrayList<>(operations.size());
        for (Request.Operation operation : operations) {
            Step step = step(operation, revision + 1);
            if (step != null) {
                steps.add(step);
            }
        }
        if (steps.isEmpty()) {
            return;
        }
        revision++;
        if (steps.size() > 1) {
            steps.sort(Comparator.comparing(step -> step.event().key(), Keys.ORDER));
        }
        steps.forEach(this::decided);
        record.revision(revision, content, steps.size());
        steps.forEach(step -> record.step(step.event(), step.key()));
        changes.add(new Change(revision, events(steps)));
    }

    private static List<Event> events(List<Step> steps) {
        return steps.size() == 1
                ? List.of(steps.getFirst().event())
                : steps.stream().map(Step::event).toList();
    }

    /** One change: what it does to a key, and to the hash of the content. */
    private record Step(Event event, byte[] key, Current.Slot slot, ContentHash removed, ContentHash added) {
        Pointer pointer(KeyValue item) {
            return new Pointer(item.modRevision(), item.createRevision(), added);
        }
    }

    private @Nullable Step step(Request.Operation operation, long next) {
        byte[] key = operation.key();
        Current.Slot slot = current.slot(operation.op().key(), key);
        Current.Item before = slot.item();
        KeyValue previous = before == null ? null : before.value();
        ContentHash removed =
                before == null ? ContentHash.EMPTY : before.pointer().content();
        return switch (operation.op()) {
            case Txn.Put(String name, byte[] value) -> {
                long created = previous == null ? next : previous.createRevision();
                KeyValue item = new KeyValue(name, value, created, next);
                ContentHash added = operation.content().at(next);
                yield new Step(new Event.Put(item, previous), key, slot, removed, added);
            }
            case Txn.Delete(String name) ->
                previous == null
                        ? null
                        : new Step(new Event.Delete(name, next, previous), key, slot, removed, ContentHash.EMPTY);
        };
    }

    private void decided(Step step) {
        content = content.minus(step.removed()).plus(step.added());
        written.add(step);
        switch (step.event()) {
            case Event.Put put -> step.slot().decide(new Current.Item(put.current(), step.pointer(put.current())));
            case Event.Delete _ -> step.slot().decide(null);
        }
    }

    private Outcome compact(long to) {
        if (to > compacted && to <= revision) {
            compacted = to;
            refreshed = true;
        }
        return new Outcome.Decided(new CommitResult.Committed(revision));
    }

    private Outcome refresh() {
        refreshed = true;
        return new Outcome.Decided(new CommitResult.Committed(revision));
    }

    /** Writes everything decided, to be made durable by whoever syncs the log. */
    void write() throws RocksDBException {
        if (!changes.isEmpty()) {
            writeSteps();
            batch.put(database.handle(Family.CHANGES), Layout.number(revision), record.encoded());
        }
        if (changedAnything()) {
            database.setHead(batch, head());
            database.write(batch);
        }
        current.accept();
    }

    /** In the order of keys, for then each search in a memtable begins near where the last one ended. */
    private void writeSteps() {
        written.sort((a, b) -> Arrays.compareUnsigned(a.key(), b.key()));
        written.forEach(this::writeVersion);
        for (int i = 0; i < written.size(); i++) {
            boolean last = i + 1 == written.size()
                    || !Arrays.equals(written.get(i).key(), written.get(i + 1).key());
            if (last) {
                writePointer(written.get(i));
            }
        }
    }

    private void writeVersion(Step step) {
        byte[] key = step.key();
        switch (step.event()) {
            case Event.Put put -> {
                KeyValue item = put.current();
                byte[] version = Layout.versionKey(key, item.modRevision(), item.createRevision());
                batch.put(database.handle(Family.VERSIONS), version, item.value());
            }
            case Event.Delete delete ->
                batch.put(database.handle(Family.VERSIONS), Layout.versionKey(key, delete.revision(), 0), NOTHING);
        }
    }

    private void writePointer(Step step) {
        switch (step.event()) {
            case Event.Put put ->
                batch.put(
                        database.handle(Family.CURRENT),
                        step.key(),
                        step.pointer(put.current()).encoded());
            case Event.Delete _ -> batch.delete(database.handle(Family.CURRENT), step.key());
        }
    }

    boolean changedAnything() {
        return refreshed || !changes.isEmpty();
    }

    List<Change> changes() {
        return changes;
    }

    Head head() {
        return new Head(revision, content, compacted);
    }
}
