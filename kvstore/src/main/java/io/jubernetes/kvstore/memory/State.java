package io.jubernetes.kvstore.memory;

import io.jubernetes.kvstore.CommitResult.Conflict;
import io.jubernetes.kvstore.ContentHash;
import io.jubernetes.kvstore.Event;
import io.jubernetes.kvstore.KeyValue;
import io.jubernetes.kvstore.Keys;
import io.jubernetes.kvstore.RangeRequest;
import io.jubernetes.kvstore.RangeResult;
import io.jubernetes.kvstore.Txn;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pcollections.TreePMap;

/**
 * The whole store as it was at one revision. Immutable; neighbours share what they have in common.
 *
 * @param events what changed from the revision before, in key order
 * @param content the hash of the items
 */
record State(long revision, TreePMap<String, KeyValue> items, List<Event> events, ContentHash content) {

    static final State EMPTY = new State(0, TreePMap.empty(Keys.ORDER), List.of(), ContentHash.EMPTY);

    /** The first comparison that does not hold here, or null. */
    @Nullable
    Conflict conflict(Txn txn) {
        for (Txn.Compare compare : txn.compares()) {
            KeyValue current = items.get(compare.key());
            if ((current == null ? 0 : current.modRevision()) != compare.modRevision()) {
                return new Conflict(compare.key(), current);
            }
        }
        return null;
    }

    /** The state after these operations: this very one when they change nothing. */
    State after(List<Txn.Op> ops) {
        TreePMap<String, KeyValue> next = items;
        List<Event> changes = new ArrayList<>(ops.size());
        for (Txn.Op op : ops) {
            Event change = change(op);
            if (change != null) {
                changes.add(change);
                next = switch (change) {
                    case Event.Put put -> next.plus(put.key(), put.current());
                    case Event.Delete delete -> next.minus(delete.key());
                };
            }
        }
        changes.sort(Comparator.comparing(Event::key, Keys.ORDER));
        return changes.isEmpty() ? this : new State(revision + 1, next, List.copyOf(changes), contentAfter(changes));
    }

    private ContentHash contentAfter(List<Event> changes) {
        ContentHash sum = content;
        for (Event change : changes) {
            KeyValue previous = change.previous();
            sum = previous == null ? sum : sum.minus(ContentHash.of(previous));
            sum = change instanceof Event.Put put ? sum.plus(ContentHash.of(put.current())) : sum;
        }
        return sum;
    }

    private @Nullable Event change(Txn.Op op) {
        KeyValue previous = items.get(op.key());
        long next = revision + 1;
        return switch (op) {
            case Txn.Put(String key, byte[] value) -> {
                long created = previous == null ? next : previous.createRevision();
                yield new Event.Put(new KeyValue(key, value, created, next), previous);
            }
            case Txn.Delete(String key) -> previous == null ? null : new Event.Delete(key, next, previous);
        };
    }

    RangeResult range(RangeRequest request) {
        TreePMap<String, KeyValue> selected = select(request);
        int count = request.limit() == 0 ? selected.size() : Math.min(request.limit(), selected.size());
        List<KeyValue> found = new ArrayList<>(count);
        for (KeyValue item : selected.values()) {
            if (found.size() == count) {
                break;
            }
            found.add(item);
        }
        return new RangeResult(List.copyOf(found), selected.size() - count, revision);
    }

    private TreePMap<String, KeyValue> select(RangeRequest request) {
        TreePMap<String, KeyValue> selected = items;
        String end = Keys.prefixEnd(request.prefix());
        if (end != null) {
            selected = selected.headMap(end, false);
        }
        if (Keys.ORDER.compare(request.startAfter(), request.prefix()) < 0) {
            return selected.tailMap(request.prefix(), true);
        }
        return selected.tailMap(request.startAfter(), request.startAfter().isEmpty());
    }
}
