package io.jubernetes.kvstore.etcd;

import io.jubernetes.kvstore.Event;
import io.jubernetes.kvstore.KeyValue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one revision changed.
 *
 * @param events those of our keys, in key order; empty when only others' keys changed
 */
record Change(long revision, List<Event> events) {

    List<Event> under(String prefix) {
        if (prefix.isEmpty()) {
            return events;
        }
        List<Event> mine =
                events.stream().filter(event -> event.key().startsWith(prefix)).toList();
        return mine.size() == events.size() ? events : mine;
    }

    /** About how much memory it takes. */
    long bytes() {
        long sum = 100;
        for (Event event : events) {
            sum += 200 + 2L * event.key().length() + size(event.previous());
            sum += event instanceof Event.Put put ? size(put.current()) : 0;
        }
        return sum;
    }

    private static long size(@Nullable KeyValue item) {
        return item == null ? 0 : item.value().length;
    }
}
