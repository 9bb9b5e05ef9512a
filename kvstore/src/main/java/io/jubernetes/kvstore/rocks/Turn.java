package io.jubernetes.kvstore.rocks;

import io.jubernetes.kvstore.CommitResult;
import io.jubernetes.kvstore.ContentHash;
import io.jubernetes.kvstore.Event;
import io.jubernetes.kvstore.KeyValue;
import io.jubernetes.kvstore.Keys;
import io.jubernetes.kvstore.Txn;
import io.jubernetes.kvstore.rocks.Database.Family;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One turn of the committer: decides requests one after the other against the state on disk plus what the turn decided so far,
 * and collects what is to be written. It writes nothing itself.
 */
final class Turn {

    private static final String FULL = "no room left on the disk of the store (deletes are still taken)";

    private static final byte[] NOTHING = {};

    private final Database database;
    private final Current current;
    private final boolean roomForPuts;
    private final Head before;
    private final TurnRecord record = new TurnRecord();
    private final List<Change> changes = new ArrayList<>();
    private final List<Step> written = new ArrayList<>();
    private long revision;
    private ContentHash content;
    private long compacted;
    private boolean refreshed;

    Turn(Database database, Current current, Head before, boolean roomForPuts) {
        this.database = database;
        this.current = current;
        this.roomForPuts = roomForPuts;
        this.before = before;
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
        if (commit.needsRoom() && !roomForPuts) {
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
    private record Step(Event event, byte[] key, Current.Slot slot, ContentHash removed, ContentHash added) {}

    private @Nullable Step step(Request.Operation operation, long next) {
        byte[] key = operation.key();
        Current.Slot slot = current.slot(operation.op().key(), key);
        Current.Item replaced = slot.item();
        KeyValue previous = replaced == null ? null : replaced.value();
        ContentHash removed = replaced == null ? ContentHash.EMPTY : replaced.content();
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
            case Event.Put put -> step.slot().decide(new Current.Item(put.current(), step.added()));
            case Event.Delete _ -> step.slot().decide(null);
        }
    }

    private Outcome compact(long to) {
        if (to > compacted && to <= revision) {
            compacted = to;
        }
        return new Outcome.Decided(new CommitResult.Committed(revision));
    }

    private Outcome refresh() {
        refreshed = true;
        return new Outcome.Decided(new CommitResult.Committed(revision));
    }

    /** Whether there is something to write. */
    boolean writes() {
        return !changes.isEmpty() || compacted > before.compacted();
    }

    /** Whether readers are to get a new view. */
    boolean shows() {
        return refreshed || writes();
    }

    /** Where the store stands after it. */
    Head head() {
        return new Head(revision, content, compacted, before.sequence() + (writes() ? 1 : 0));
    }

    List<Change> changes() {
        return changes;
    }

    /** Puts all that was decided into a batch. */
    void fill(Batch batch) {
        if (!changes.isEmpty()) {
            addSteps(batch);
            batch.put(database.handle(Family.CHANGES), Layout.number(revision), record.encoded());
        }
        database.setHead(batch, head());
    }

    /** In the order of keys, for then each search in a memtable begins near where the last one ended. */
    private void addSteps(Batch batch) {
        written.sort((a, b) -> Arrays.compareUnsigned(a.key(), b.key()));
        for (int i = 0; i < written.size(); i++) {
            Step step = written.get(i);
            addVersion(step, batch);
            boolean last = i + 1 == written.size()
                    || !Arrays.equals(step.key(), written.get(i + 1).key());
            if (last) {
                addExistence(step, batch);
            }
        }
    }

    private void addVersion(Step step, Batch batch) {
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

    /** Nothing for what was there before: that saves every overwrite a search in a memtable. */
    private void addExistence(Step step, Batch batch) {
        switch (step.event()) {
            case Event.Put put -> {
                long created = put.current().createRevision();
                if (created > before.revision()) {
                    batch.put(database.handle(Family.CURRENT), step.key(), Layout.number(created));
                }
            }
            case Event.Delete _ -> batch.delete(database.handle(Family.CURRENT), step.key());
        }
    }
}
