package io.jubernetes.testing.simulation.watch;

import java.util.ArrayList;
import java.util.List;

/** What one watch of the API was told, frame by frame. */
public final class WatchRecord {

    /** One frame. */
    public sealed interface Call {
        long revision();
    }

    /** @param frame the whole frame as it came */
    public record Told(String type, long revision, byte[] frame) implements Call {}

    public record Bookmark(long revision) implements Call {}

    private final Selection selection;
    private final long after;
    private final List<Call> calls = new ArrayList<>();

    /** @param after the revision that the watch was opened behind */
    WatchRecord(Selection selection, long after) {
        this.selection = selection;
        this.after = after;
    }

    void add(Call call) {
        calls.add(call);
    }

    Selection selection() {
        return selection;
    }

    long after() {
        return after;
    }

    List<Call> calls() {
        return calls;
    }

    List<Told> told() {
        return calls.stream()
                .filter(Told.class::isInstance)
                .map(Told.class::cast)
                .toList();
    }

    /** The last revision that the watch vouched for. */
    long seen() {
        return calls.isEmpty() ? after : calls.getLast().revision();
    }
}
