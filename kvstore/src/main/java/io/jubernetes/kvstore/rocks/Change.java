package io.jubernetes.kvstore.rocks;

import io.jubernetes.kvstore.Event;
import java.util.ArrayList;
import java.util.List;

/** What one revision changed. @param events in key order */
record Change(long revision, List<Event> events) {

    /** The changes under a prefix. Called for every watch and every revision, so the common cases allocate nothing. */
    List<Event> under(String prefix) {
        if (events.size() == 1) {
            return events.getFirst().key().startsWith(prefix) ? events : List.of();
        }
        List<Event> mine = new ArrayList<>(events.size());
        for (Event event : events) {
            if (event.key().startsWith(prefix)) {
                mine.add(event);
            }
        }
        return mine.size() == events.size() ? events : List.copyOf(mine);
    }
}
