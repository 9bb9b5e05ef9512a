package io.jubernetes.kvstore.rocks;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jubernetes.kvstore.Event;
import io.jubernetes.kvstore.KeyValue;
import io.jubernetes.kvstore.rocks.Database.Family;
import io.jubernetes.kvstore.rocks.TurnRecord.Kind;
import io.jubernetes.kvstore.rocks.TurnRecord.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksIterator;

/** Tells past changes again, from {@code changes}: its records name the versions before and after each change. */
final class ChangeLog implements AutoCloseable {

    private final View view;
    private final String prefix;
    private final ReadOptions options;
    private final RocksIterator changes;

    ChangeLog(View view, String prefix) {
        this.view = view;
        this.prefix = prefix;
        this.options = view.options();
        this.changes = view.database().iterate(Family.CHANGES, options);
    }

    /**
     * Tells every revision after the given one that changed something under the prefix, until there are no more or the listener
     * has enough.
     */
    void tell(long after, Predicate<Change> listener) {
        for (changes.seek(Layout.number(after + 1)); changes.isValid(); changes.next()) {
            for (TurnRecord.Revision made : TurnRecord.decode(changes.value())) {
                if (made.revision() > after && !tell(made, listener)) {
                    return;
                }
            }
        }
        Reader.check(changes);
    }

    private boolean tell(TurnRecord.Revision made, Predicate<Change> listener) {
        List<Event> events = new ArrayList<>();
        for (Step step : made.steps()) {
            String key = new String(step.key(), UTF_8);
            if (key.startsWith(prefix)) {
                events.add(event(made.revision(), key, step));
            }
        }
        return events.isEmpty() || listener.test(new Change(made.revision(), List.copyOf(events)));
    }

    private Event event(long revision, String key, Step step) {
        KeyValue previous = previous(step);
        if (step.kind() == Kind.DELETE && previous != null) {
            return new Event.Delete(key, revision, previous);
        }
        long created = previous == null ? revision : previous.createRevision();
        return new Event.Put(Reader.version(view, step.key(), revision, created), previous);
    }

    private @Nullable KeyValue previous(Step step) {
        return step.kind() == Kind.CREATE
                ? null
                : Reader.version(view, step.key(), step.replaced(), step.replacedCreate());
    }

    @Override
    public void close() {
        changes.close();
        options.close();
    }
}
