package io.jubernetes.kvstore.validate;

import io.jubernetes.kvstore.Event;
import io.jubernetes.kvstore.KeyValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What really happened: the events of each revision, from the model. */
public final class Truth {

    private final TreeMap<Long, List<Event>> changes = new TreeMap<>();

    public void add(long revision, List<Event> events) {
        changes.put(revision, events);
    }

    /** The events under a prefix, by revision, behind one revision and up to another. */
    SortedMap<Long, List<Event>> between(String prefix, long after, long last) {
        TreeMap<Long, List<Event>> found = new TreeMap<>();
        if (after >= last) {
            return found;
        }
        changes.subMap(after, false, last, true).forEach((revision, events) -> {
            List<Event> mine = new ArrayList<>(events);
            mine.removeIf(event -> !event.key().startsWith(prefix));
            if (!mine.isEmpty()) {
                found.put(revision, mine);
            }
        });
        return found;
    }

    /** Whether two lists of events say the same, values included. */
    static boolean same(@Nullable List<Event> a, @Nullable List<Event> b) {
        if (a == null || b == null || a.size() != b.size()) {
            return false;
        }
        for (int i = 0; i < a.size(); i++) {
            if (!same(a.get(i), b.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean same(Event a, Event b) {
        if (!a.key().equals(b.key()) || a.revision() != b.revision() || !same(a.previous(), b.previous())) {
            return false;
        }
        return switch (a) {
            case Event.Put put -> b instanceof Event.Put other && same(put.current(), other.current());
            case Event.Delete _ -> b instanceof Event.Delete;
        };
    }

    /** Whether two items are the same, value included. */
    public static boolean same(@Nullable KeyValue a, @Nullable KeyValue b) {
        if (a == null || b == null) {
            return a == null && b == null;
        }
        return a.key().equals(b.key())
                && a.createRevision() == b.createRevision()
                && a.modRevision() == b.modRevision()
                && Arrays.equals(a.value(), b.value());
    }
}
