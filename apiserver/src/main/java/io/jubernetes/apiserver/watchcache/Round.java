package io.jubernetes.apiserver.watchcache;

import io.jubernetes.apimachinery.api.ResponseBody;
import io.jubernetes.apiserver.watchcache.CacheEvent.Type;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Changes that watchers are told of together. What goes to one of them is made once for all who want the same. */
final class Round {

    /** Bytes that are worth a write of their own. */
    private static final int TOGETHER = 64 * 1024;

    private final List<CacheEvent> events;
    private final boolean joined;
    private volatile @Nullable Text latest;

    /** @param events at least one, by revision */
    Round(List<CacheEvent> events) {
        this(events, false);
    }

    /** @param joined whether neighbours are copied together, once for all watchers, who would each do so else */
    Round(List<CacheEvent> events, boolean joined) {
        this.events = events;
        this.joined = joined;
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
        return rest.isEmpty() ? null : new Round(rest, joined);
    }

    /**
     * What a watcher gets.
     *
     * @param bytes of the events on the wire, one behind the other
     * @param events how many there are; none when it sees nothing of the changes
     * @param upTo revision of the last change that it sees
     */
    record Text(Selection selection, EventForm form, List<byte[]> bytes, int events, long upTo) {}

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
        EventForm next = form;
        for (CacheEvent event : events) {
            Type type = event.seenBy(selection);
            if (type != null) {
                seen.add(event.frame(type, next));
                next = form.later();
                upTo = event.revision();
            }
        }
        return new Text(selection, form, joined ? together(seen) : seen, seen.size(), upTo);
    }

    private static List<byte[]> together(List<byte[]> events) {
        List<byte[]> joined = new ArrayList<>();
        int from = 0;
        int size = 0;
        for (int i = 0; i < events.size(); i++) {
            size += events.get(i).length;
            if (size >= TOGETHER || i == events.size() - 1) {
                joined.add(new ResponseBody.Bytes(events.subList(from, i + 1)).join());
                from = i + 1;
                size = 0;
            }
        }
        return joined;
    }
}
