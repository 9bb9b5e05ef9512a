package io.jubernetes.kvstore.rocks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.jubernetes.kvstore.Event;
import io.jubernetes.kvstore.RecordingSink;
import io.jubernetes.kvstore.Txn;
import io.jubernetes.kvstore.WatchSink;
import java.nio.file.Path;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Writes that come while a watch is still told its history: few of them are put aside, many are read from the log again. */
@Timeout(60)
final class JoiningWatchTest {

    @Test
    void fewWritesMeanwhileAreToldOnce(@TempDir Path directory) {
        check(directory, 5);
    }

    @Test
    void tooManyWritesMeanwhileAreToldOnceToo(@TempDir Path directory) {
        check(directory, 3 * RocksWatch.MAX_ASIDE);
    }

    /** While history is told the sink is called on the thread that opened the watch, so it may let others commit. */
    private static void check(Path directory, int meanwhile) {
        try (RocksStore store = RocksFixture.open(directory.resolve("store"))) {
            put(store, 10);
            RecordingSink sink = new RecordingSink();
            store.watch("", 0, new Interrupted(sink, revision -> {
                if (revision == 4) {
                    put(store, meanwhile);
                }
            }));
            put(store, 3);
            assertThat(sink.revisions())
                    .isEqualTo(LongStream.rangeClosed(1, 13 + meanwhile).boxed().toList());
            assertThat(sink.progress()).containsExactly(10L + meanwhile);
        }
    }

    private static void put(RocksStore store, int count) {
        for (int i = 0; i < count; i++) {
            byte[] value = Integer.toString(i).getBytes(UTF_8);
            store.commit(new Txn(List.of(), List.of(new Txn.Put("key" + i % 7, value))));
        }
    }

    private record Interrupted(RecordingSink sink, LongConsumer meanwhile) implements WatchSink {
        @Override
        public void events(long revision, List<Event> events) {
            sink.events(revision, events);
            meanwhile.accept(revision);
        }

        @Override
        public void progress(long revision) {
            sink.progress(revision);
        }

        @Override
        public void closed(RuntimeException reason) {
            sink.closed(reason);
        }
    }
}
