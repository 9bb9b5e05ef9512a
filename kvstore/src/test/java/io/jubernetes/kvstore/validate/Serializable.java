package io.jubernetes.kvstore.validate;

import static org.assertj.core.api.Assertions.assertThat;

import io.jubernetes.kvstore.CommitResult.Committed;
import io.jubernetes.kvstore.CommitResult.Conflict;
import io.jubernetes.kvstore.KeyValue;
import io.jubernetes.kvstore.RangeRequest;
import io.jubernetes.kvstore.RangeResult;
import io.jubernetes.kvstore.WatchSink;
import io.jubernetes.kvstore.memory.MemoryStore;
import io.jubernetes.kvstore.validate.Operation.Read;
import io.jubernetes.kvstore.validate.Operation.Write;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * Strict serializability. The revisions claim an order; here it is put to the test: the model runs the writes in that order
 * and must come to the same results, each operation must fall between what its client knew before and after it, and each read
 * must show what the model holds at the revision it names.
 */
public final class Serializable implements AutoCloseable {

    private final MemoryStore model = new MemoryStore();
    private final Truth truth = new Truth();

    /** Checks all operations of a run. */
    public void check(List<Operation> operations) {
        model.watch("", 0, new TruthSink(truth));
        List<Write> refused = new ArrayList<>();
        TreeMap<Long, Write> byRevision = new TreeMap<>();
        for (Operation operation : operations) {
            if (operation instanceof Write write) {
                place(write, byRevision, refused);
            }
        }
        byRevision.forEach(this::replay);
        refused.forEach(this::explain);
        for (Operation operation : operations) {
            if (operation instanceof Read read) {
                compare(read);
            }
        }
    }

    private static void place(Write write, TreeMap<Long, Write> byRevision, List<Write> refused) {
        switch (write.result()) {
            case Committed(long revision) -> {
                assertThat(revision).isGreaterThanOrEqualTo(write.before()).isLessThanOrEqualTo(write.after());
                assertThat(byRevision.put(revision, write))
                        .as("revision %s used twice", revision)
                        .isNull();
            }
            case Conflict _ -> refused.add(write);
        }
    }

    private void replay(long revision, Write write) {
        assertThat(model.commit(write.txn())).isEqualTo(new Committed(revision));
        assertThat(revision).isGreaterThan(write.before());
    }

    /** A refusal must have been right at some revision between the ends of the operation. */
    private void explain(Write write) {
        Conflict conflict = (Conflict) write.result();
        for (long revision = write.before(); revision <= write.after(); revision++) {
            KeyValue then = revision == 0 ? null : model.get(conflict.key(), revision);
            if (Truth.same(then, conflict.current())) {
                return;
            }
        }
        throw new AssertionError("a refusal that nothing explains: " + write);
    }

    private void compare(Read read) {
        RangeResult shown = read.result();
        if (read.request().revision() == 0) {
            assertThat(shown.revision()).isGreaterThanOrEqualTo(read.before()).isLessThanOrEqualTo(read.after());
        } else {
            assertThat(shown.revision()).isEqualTo(read.request().revision());
        }
        if (shown.revision() == 0) {
            assertThat(shown.items()).isEmpty();
            return;
        }
        RangeRequest asked = read.request();
        RangeResult right =
                model.range(new RangeRequest(asked.prefix(), asked.startAfter(), asked.limit(), shown.revision()));
        assertThat(shown.remaining()).isEqualTo(right.remaining());
        assertThat(shown.items()).hasSameSizeAs(right.items());
        for (int i = 0; i < right.items().size(); i++) {
            assertThat(Truth.same(shown.items().get(i), right.items().get(i)))
                    .as("item %s of %s", i, asked)
                    .isTrue();
        }
    }

    public Truth truth() {
        return truth;
    }

    /** The model, after the check. */
    public MemoryStore model() {
        return model;
    }

    @Override
    public void close() {
        model.close();
    }

    private record TruthSink(Truth truth) implements WatchSink {
        @Override
        public void events(long revision, List<io.jubernetes.kvstore.Event> events) {
            truth.add(revision, events);
        }

        @Override
        public void progress(long revision) {}

        @Override
        public void closed(RuntimeException reason) {}
    }
}
