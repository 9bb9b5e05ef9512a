package io.jubernetes.kvstore;

import static io.jubernetes.kvstore.StoreContract.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jubernetes.kvstore.Txn.Delete;
import io.jubernetes.kvstore.Txn.Put;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * What stores of this kind got wrong before: the bugs that etcd's own robustness tests found, one case or more each. Those of
 * crashes are in {@link RestartContract}.
 */
public interface RobustnessContract extends StoreContract {

    private static List<Long> upTo(long last) {
        return LongStream.rangeClosed(1, last).boxed().toList();
    }

    private void writeConcurrently(int writers, int each) throws Exception {
        List<Future<?>> running = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < writers; i++) {
                String key = "k" + i;
                running.add(threads.submit(() -> {
                    for (int n = 0; n < each; n++) {
                        put(key, "v" + n);
                    }
                }));
            }
        }
        for (Future<?> writer : running) {
            writer.get();
        }
    }

    @Test
    default void aSlowWatcherIsToldEverythingToo() throws Exception {
        List<Long> slow = new ArrayList<>();
        store().watch("", 0, new ForwardingSink(revision -> {
            store().range(new RangeRequest("", "", 0, revision));
            slow.add(revision);
        }));
        RecordingSink quick = watch("", 0);
        writeConcurrently(4, 50);
        assertThat(slow).isEqualTo(upTo(200));
        assertThat(quick.revisions()).isEqualTo(upTo(200));
    }

    @Test
    default void concurrentWritesAreToldOnceAndInTheirOrder() throws Exception {
        RecordingSink sink = watch("", 0);
        writeConcurrently(8, 25);
        assertThat(sink.revisions()).isEqualTo(upTo(200));
        assertThat(sink.events()).extracting(Event::revision).isEqualTo(upTo(200));
    }

    @Test
    default void watchesOpenedWhileOthersWriteMissNothingAndRepeatNothing() throws Exception {
        List<RecordingSink> sinks = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> opener = threads.submit(() -> {
                for (int i = 0; i < 20; i++) {
                    sinks.add(watch("", 0));
                }
            });
            writeConcurrently(4, 40);
            opener.get();
        }
        assertThat(sinks).allSatisfy(sink -> assertThat(sink.revisions()).isEqualTo(upTo(160)));
    }

    @Test
    default void aWatchOpenedAfterEachCompactionIsToldJustTheRest() {
        for (int i = 1; i <= 12; i++) {
            put("k" + i % 3, "v" + i);
        }
        for (long compacted = 1; compacted <= 12; compacted++) {
            store().compact(compacted);
            assertThat(watch("", compacted).revisions())
                    .isEqualTo(LongStream.rangeClosed(compacted + 1, 12).boxed().toList());
        }
    }

    @Test
    default void compactionUnderAReplayedWatchRepeatsNothing() {
        for (int i = 1; i <= 6; i++) {
            put("k", "v" + i);
        }
        RecordingSink sink = watch("", 2);
        store().compact(4);
        put("k", "v7");
        store().compact(7);
        put("k", "v8");
        assertThat(sink.revisions()).containsExactly(3L, 4L, 5L, 6L, 7L, 8L);
        assertThat(sink.told()).last().isEqualTo("~k=v8<v7");
    }

    @Test
    default void everyDeleteBehindTheCompactedRevisionIsTold() {
        put("a", "1");
        put("b", "2");
        delete("a");
        put("a", "4");
        delete("a");
        delete("b");
        for (long compacted = 2; compacted <= 5; compacted++) {
            store().compact(compacted);
            assertThat(watch("b", compacted).told()).containsExactly("-b<2");
        }
        store().compact(6);
        assertThat(watch("", 6).told()).isEmpty();
    }

    @Test
    default void aKeyDeletedAtTheCompactedRevisionStaysDeletedInEveryReading() {
        put("a", "1");
        put("b", "2");
        delete("a");
        store().compact(3);
        assertThat(value("a", 3)).isNull();
        assertThat(list("", 3)).isEqualTo("b=2");
        assertThat(committed(Txn.create("a", bytes("4")))).isEqualTo(4);
        assertThat(watch("a", 3).told()).containsExactly("+a=4");
    }

    @Test
    default void aRefusedWatchOnTheFutureLeavesNothingBehind() {
        put("a", "1");
        RecordingSink sink = new RecordingSink();
        for (long future : List.of(2L, 3L, 1_000_000L)) {
            assertThatThrownBy(() -> store().watch("", future, sink)).isInstanceOf(FutureRevisionException.class);
        }
        put("a", "2");
        put("a", "3");
        assertThat(sink.batches()).isEmpty();
        assertThat(sink.progress()).isEmpty();
        assertThat(sink.end()).isNull();
        assertThat(watch("", 3).revisions()).isEmpty();
    }

    @Test
    default void progressVouchesOnlyForWhatWasTold() throws Exception {
        List<String> broken = new ArrayList<>();
        store().watch("k1", 0, new WatchSink() {
            private long progress;

            @Override
            public void events(long revision, List<Event> events) {
                if (revision <= progress) {
                    broken.add("event " + revision + " after progress " + progress);
                }
            }

            @Override
            public void progress(long revision) {
                if (revision < progress) {
                    broken.add("progress " + revision + " after " + progress);
                }
                progress = revision;
            }

            @Override
            public void closed(RuntimeException reason) {}
        });
        writeConcurrently(4, 50);
        assertThat(broken).isEmpty();
    }

    @Test
    default void aTransactionIsToldWholeWhereverTheWatchBegins() {
        for (int i = 1; i <= 5; i++) {
            committed(new Txn(
                    List.of(),
                    List.of(new Put("a", bytes("x" + i)), new Put("b", bytes("x" + i)), new Put("c" + i, bytes("x")))));
        }
        committed(new Txn(List.of(), List.of(new Delete("a"), new Delete("b"), new Put("z", bytes("x")))));
        for (long after = 0; after <= 5; after++) {
            assertThat(watch("", after).batches())
                    .hasSize((int) (6 - after))
                    .allSatisfy(batch -> assertThat(batch.events()).hasSize(3));
        }
    }

    @Test
    default void revisionsNeverGoBackForAnyReader() throws Exception {
        List<Long> backwards = new ArrayList<>();
        // of their own: virtual ones that never wait leave the others no processor
        try (var threads = Executors.newCachedThreadPool()) {
            for (int i = 0; i < 4; i++) {
                threads.submit(() -> {
                    long seen = 0;
                    while (seen < 100) {
                        long now = store().range(RangeRequest.all("")).revision();
                        if (now < seen) {
                            backwards.add(now);
                        }
                        seen = now;
                    }
                });
            }
            writeConcurrently(4, 25);
        }
        assertThat(backwards).isEmpty();
    }
}
