package io.jubernetes.apiserver.watchcache;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The most recent changes of a resource. Guarded by its cache's lock. */
final class Ring {

    private final int capacity;
    private final Deque<CacheEvent> events = new ArrayDeque<>();
    /** Every change after this revision is in {@link #events}. */
    private long completeAfter;

    Ring(int capacity) {
        this.capacity = capacity;
    }

    void startAfter(long revision) {
        events.clear();
        completeAfter = revision;
    }

    void add(CacheEvent event) {
        events.addLast(event);
        // a revision is forgotten as a whole, or a watcher would resume in the middle of it
        while (events.size() > capacity && events.getFirst().revision() < event.revision()) {
            completeAfter = events.removeFirst().revision();
        }
    }

    /** The changes after a revision, or null when not all of them are remembered. */
    @Nullable
    List<CacheEvent> after(long revision) {
        if (revision < completeAfter) {
            return null;
        }
        List<CacheEvent> found = new ArrayList<>();
        Iterator<CacheEvent> newestFirst = events.descendingIterator();
        while (newestFirst.hasNext()) {
            CacheEvent event = newestFirst.next();
            if (event.revision() <= revision) {
                break;
            }
            found.add(event);
        }
        return found.reversed();
    }
}
