package io.jubernetes.kvstore.etcd;

import io.etcd.jetcd.api.WatchResponse;
import io.jubernetes.kvstore.CompactedException;
import io.jubernetes.kvstore.Event;
import io.jubernetes.kvstore.KeyValue;
import io.jubernetes.kvstore.Keys;
import io.jubernetes.kvstore.StoreUnavailableException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts the changes of each revision together out of etcd's messages. A message may hold several revisions, and when it would
 * be too large etcd sends it in fragments, in the middle of a revision if need be.
 */
final class ChangeAssembly {

    private static final Logger LOG = LoggerFactory.getLogger(ChangeAssembly.class);

    private final KeyMapping keys;
    private final Consumer<Change> whole;

    /** The last revision that was handed on. */
    private long last;

    /** The revision being put together; 0 when there is none. */
    private long building;

    private List<Event> events = new ArrayList<>();

    ChangeAssembly(KeyMapping keys, long after, Consumer<Change> whole) {
        this.keys = keys;
        this.last = after;
        this.whole = whole;
    }

    long last() {
        return last;
    }

    void take(WatchResponse message) {
        for (io.etcd.jetcd.api.Event event : message.getEventsList()) {
            long revision = event.getKv().getModRevision();
            if (revision > last) {
                add(revision, event);
            }
        }
        if (Fragments.isLast(message)) {
            finish();
        }
    }

    private void add(long revision, io.etcd.jetcd.api.Event event) {
        if (revision != building) {
            finish();
            // an etcd that is at revision 1 has made no change yet
            if (revision != last + 1 && last > 0) {
                LOG.warn("etcd left out changes: after-revision={} came={}", last, revision);
                throw new CompactedException(last, revision);
            }
            building = revision;
        }
        if (keys.holds(event.getKv().getKey())) {
            events.add(event(event));
        }
    }

    private void finish() {
        if (building == 0) {
            return;
        }
        events.sort(Comparator.comparing(Event::key, Keys.ORDER));
        last = building;
        building = 0;
        whole.accept(new Change(last, List.copyOf(events)));
        events = new ArrayList<>();
    }

    private Event event(io.etcd.jetcd.api.Event event) {
        io.etcd.jetcd.api.KeyValue kv = event.getKv();
        return switch (event.getType()) {
            case PUT ->
                new Event.Put(item(keys, kv), kv.getCreateRevision() == kv.getModRevision() ? null : previous(event));
            case DELETE -> new Event.Delete(keys.toStore(kv.getKey()), kv.getModRevision(), previous(event));
            case UNRECOGNIZED -> throw new StoreUnavailableException("etcd told of an unknown kind of change");
        };
    }

    private KeyValue previous(io.etcd.jetcd.api.Event event) {
        if (!event.hasPrevKv()) {
            // compacted between the change and its telling: what was there before cannot be had any more
            throw new CompactedException(last, event.getKv().getModRevision());
        }
        return item(keys, event.getPrevKv());
    }

    static KeyValue item(KeyMapping keys, io.etcd.jetcd.api.KeyValue kv) {
        return new KeyValue(
                keys.toStore(kv.getKey()), kv.getValue().toByteArray(), kv.getCreateRevision(), kv.getModRevision());
    }

    /** The item, when there is one. */
    static @Nullable KeyValue first(KeyMapping keys, List<io.etcd.jetcd.api.KeyValue> found) {
        return found.isEmpty() ? null : item(keys, found.getFirst());
    }
}
