package io.jubernetes.kvstore;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A sink that remembers. */
public final class RecordingSink implements WatchSink {

    /** One call of {@link WatchSink#events}. */
    public record Batch(long revision, List<Event> events) {}

    private final List<Batch> batches = new CopyOnWriteArrayList<>();
    private final List<Long> progress = new CopyOnWriteArrayList<>();
    private volatile @Nullable RuntimeException end;

    @Override
    public void events(long revision, List<Event> events) {
        batches.add(new Batch(revision, events));
    }

    @Override
    public void progress(long revision) {
        progress.add(revision);
    }

    @Override
    public void closed(RuntimeException reason) {
        end = reason;
    }

    public List<Batch> batches() {
        return batches;
    }

    public List<Long> progress() {
        return progress;
    }

    public @Nullable RuntimeException end() {
        return end;
    }

    public List<Long> revisions() {
        return batches.stream().map(Batch::revision).toList();
    }

    public List<Event> events() {
        return batches.stream().flatMap(batch -> batch.events().stream()).toList();
    }

    /** Events as text: {@code +key=value} created, {@code ~key=value<before} overwritten, {@code -key<before} deleted. */
    public List<String> told() {
        return events().stream().map(RecordingSink::text).toList();
    }

    private static String text(Event event) {
        KeyValue previous = event.previous();
        return switch (event) {
            case Event.Put put when previous == null -> "+" + put.key() + "=" + value(put.current());
            case Event.Put put -> "~" + put.key() + "=" + value(put.current()) + "<" + value(put.previous());
            case Event.Delete delete -> "-" + delete.key() + "<" + value(delete.previous());
        };
    }

    private static String value(@Nullable KeyValue item) {
        return item == null ? "" : new String(item.value(), java.nio.charset.StandardCharsets.UTF_8);
    }
}
