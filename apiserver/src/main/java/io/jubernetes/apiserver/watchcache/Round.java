package io.jubernetes.apiserver.watchcache;

import io.jubernetes.apiserver.watchcache.CacheEvent.Type;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Changes that watchers are told of together. What goes to one of them is made once for all who want the same. */
final class Round {

    private final List<CacheEvent> events;
    private volatile @Nullable Text latest;

    /** @param events at least one, by revision */
    Round(List<CacheEvent> events) {
        this.events = events;
    }

    int size() {
        return events.size();
    }

    /** What comes after a revision; null when nothing does. */
    @Nullable
    Round after(long revision) {
        if (events.getFirst().revision() > revision) {
            return this;
        }
        List<CacheEvent> rest =
                events.stream().filter(event -> event.revision() > revision).toList();
        return rest.isEmpty() ? null : new Round(rest);
    }

    /**
     * What a watcher gets.
     *
     * @param events each as it is on the wire; none when it sees nothing of the changes
     * @param upTo revision of the last change that it sees
     */
    record Text(Selection selection, EventForm form, List<byte[]> events, long upTo) {}

    Text text(Selection selection, EventForm form) {
        Text known = latest;
        if (known != null && known.form().equals(form) && known.selection().equals(selection)) {
            return known;
        }
        Text made = make(selection, form);
        latest = made;
        return made;
    }

    private Text make(Selection selection, EventForm form) {
        List<byte[]> seen = new ArrayList<>(events.size());
        long upTo = 0;
        for (CacheEvent event : events) {
            Type type = event.seenBy(selection);
            if (type != null) {
                seen.add(event.frame(type, form));
                upTo = event.revision();
            }
        }
        return new Text(selection, form, seen, upTo);
    }
}
