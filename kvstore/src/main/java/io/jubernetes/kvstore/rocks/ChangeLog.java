package io.jubernetes.kvstore.rocks;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jubernetes.kvstore.Event;
import io.jubernetes.kvstore.KeyValue;
import io.jubernetes.kvstore.rocks.Database.Family;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksIterator;
import org.rocksdb.Slice;

/**
 * Tells past changes again, from {@code changes}. What a change replaced stands in its own entry; what it wrote is either
 * still there or stands in the entry of the change that replaced it in turn.
 */
final class ChangeLog implements AutoCloseable {

    private final View view;
    private final String prefix;
    private final ReadOptions options;
    private final Slice end;
    private final RocksIterator changes;
    private final RocksIterator versions;

    /** @param last the last revision to tell */
    ChangeLog(View view, String prefix, long last) {
        this.view = view;
        this.prefix = prefix;
        this.options = view.options();
        this.end = new Slice(Layout.number(last + 1));
        try (ReadOptions unbounded = view.options()) {
            this.versions = view.database().iterate(Family.VERSIONS, unbounded);
        }
        this.changes = view.database().iterate(Family.CHANGES, options.setIterateUpperBound(end));
    }

    /** What the change at a revision replaced. */
    static KeyValue replaced(View view, byte[] key, long revision) {
        byte[] change = view.database().get(Family.CHANGES, view.shared(), Layout.changeKey(revision, key));
        KeyValue previous = change == null ? null : Layout.previous(new String(key, UTF_8), change);
        if (previous == null) {
            throw new IllegalStateException(
                    "a version without its change: key=" + new String(key, UTF_8) + " revision=" + revision);
        }
        return previous;
    }

    /**
     * Tells every revision after the given one that changed something under the prefix, until there are no more or the listener
     * has enough.
     */
    void tell(long after, Predicate<Change> listener) {
        changes.seek(Layout.number(after + 1));
        while (changes.isValid()) {
            long revision = Layout.number(changes.key());
            List<Event> events = new ArrayList<>();
            for (; changes.isValid() && Layout.number(changes.key()) == revision; changes.next()) {
                addTo(events, revision);
            }
            if (!events.isEmpty() && !listener.test(new Change(revision, List.copyOf(events)))) {
                return;
            }
        }
        Reader.check(changes);
    }

    private void addTo(List<Event> events, long revision) {
        byte[] key = Layout.keyOfChange(changes.key());
        String name = new String(key, UTF_8);
        if (name.startsWith(prefix)) {
            events.add(event(revision, key, name, changes.value()));
        }
    }

    private Event event(long revision, byte[] key, String name, byte[] change) {
        KeyValue previous = Layout.previous(name, change);
        if (Layout.Kind.of(change[0]) == Layout.Kind.DELETE && previous != null) {
            return new Event.Delete(name, revision, previous);
        }
        return new Event.Put(written(revision, key, name), previous);
    }

    private KeyValue written(long revision, byte[] key, String name) {
        KeyValue now = Reader.get(view, name);
        if (now != null && now.modRevision() == revision) {
            return now;
        }
        KeyValue then = replacedAfter(revision, key);
        if (then == null || then.modRevision() != revision) {
            throw new IllegalStateException("a change without its value: key=" + name + " revision=" + revision);
        }
        return then;
    }

    private @Nullable KeyValue replacedAfter(long revision, byte[] key) {
        versions.seek(Layout.versionKey(key, revision + 1));
        if (versions.isValid() && Arrays.equals(Layout.keyOfVersion(versions.key()), key)) {
            return replaced(view, key, Layout.revisionOfVersion(versions.key()));
        }
        Reader.check(versions);
        return null;
    }

    @Override
    public void close() {
        changes.close();
        versions.close();
        end.close();
        options.close();
    }
}
