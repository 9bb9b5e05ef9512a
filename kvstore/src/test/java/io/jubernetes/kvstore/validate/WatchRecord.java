package io.jubernetes.kvstore.validate;

import io.jubernetes.kvstore.Event;
import io.jubernetes.kvstore.StoreClosedException;
import io.jubernetes.kvstore.WatchSink;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What one watch was told, call by call. Read it only when the watch is over. */
public final class WatchRecord implements WatchSink {

    /** One call. */
    public sealed interface Call {
        long revision();
    }

    public record Told(long revision, List<Event> events) implements Call {}

    public record Progress(long revision) implements Call {}

    private final String prefix;
    private final long after;
    private final List<Call> calls = Collections.synchronizedList(new ArrayList<>());

    public WatchRecord(String prefix, long after) {
        this.prefix = prefix;
        this.after = after;
    }

    @Override
    public void events(long revision, List<Event> events) {
        calls.add(new Told(revision, events));
    }

    @Override
    public void progress(long revision) {
        calls.add(new Progress(revision));
    }

    @Override
    public void closed(RuntimeException reason) {
        if (!(reason instanceof StoreClosedException)) {
            throw new IllegalStateException("no watch of this test ends by itself", reason);
        }
    }

    public String prefix() {
        return prefix;
    }

    /** The revision that the watch was opened after. */
    public long after() {
        return after;
    }

    public List<Call> calls() {
        return calls;
    }

    /** The calls that told events. */
    public List<Told> told() {
        return calls.stream()
                .filter(Told.class::isInstance)
                .map(Told.class::cast)
                .toList();
    }

    /** The last revision that the watch vouched for; where a successor goes on. */
    public long seen() {
        return calls.isEmpty() ? after : calls.getLast().revision();
    }
}
