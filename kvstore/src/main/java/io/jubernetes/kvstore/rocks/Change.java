package io.jubernetes.kvstore.rocks;

import io.jubernetes.kvstore.Event;
import java.util.ArrayList;
import java.util.List;

/** What one revision changed. @param events in key order */
record Change(long revision, List<Event> events) {

    List<Event> under(String prefix) {
        List<Event> mine = new ArrayList<>(events.size());
        for (Event event : events) {
            if (event.key().startsWith(prefix)) {
                mine.add(event);
            }
        }
        return mine.size() == events.size() ? events : List.copyOf(mine);
    }
}
