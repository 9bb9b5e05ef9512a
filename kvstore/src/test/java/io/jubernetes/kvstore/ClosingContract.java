package io.jubernetes.kvstore;

import static io.jubernetes.kvstore.StoreContract.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** The end of a store. */
public interface ClosingContract extends StoreContract {

    @Test
    default void aClosedStoreSaysSo() {
        put("a", "1");
        store().close();
        assertThatThrownBy(() -> value("a")).isInstanceOf(StoreClosedException.class);
        assertThatThrownBy(() -> list("", 0)).isInstanceOf(StoreClosedException.class);
        assertThatThrownBy(() -> put("a", "2")).isInstanceOf(StoreClosedException.class);
        assertThatThrownBy(() -> store().compact(1)).isInstanceOf(StoreClosedException.class);
        assertThatThrownBy(() -> watch("", 1)).isInstanceOf(StoreClosedException.class);
    }

    @Test
    default void closingTwiceIsClosingOnce() {
        RecordingSink sink = watch("", 0);
        store().close();
        store().close();
        assertThat(sink.end()).isInstanceOf(StoreClosedException.class);
    }

    @Test
    default void watchesLearnThatTheStoreWasClosed() {
        RecordingSink sink = new RecordingSink();
        VersionedStore.Watch watch = store().watch("", 0, sink);
        put("a", "1");
        store().close();
        assertThat(sink.revisions()).containsExactly(1L);
        assertThat(sink.end()).isInstanceOf(StoreClosedException.class);
        watch.close();
    }

    @Test
    default void commitsUnderWayAreAnsweredWhenTheStoreCloses() throws Exception {
        RecordingSink sink = watch("", 0);
        CompletableFuture<Void> started = new CompletableFuture<>();
        List<Future<Long>> writers = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 16; i++) {
                String key = "k" + i;
                writers.add(threads.submit(() -> writeUntilClosed(key, started)));
            }
            started.join();
            store().close();
        }
        assertThat(sink.batches()).hasSize(total(writers));
    }

    private long writeUntilClosed(String key, CompletableFuture<Void> started) {
        for (long count = 0; ; count++) {
            try {
                store().commit(new Txn(List.of(), List.of(new Txn.Put(key, bytes("x")))));
            } catch (StoreClosedException e) {
                return count;
            }
            if (count == 20) {
                started.complete(null);
            }
        }
    }

    private static int total(List<Future<Long>> counts) throws ExecutionException, InterruptedException {
        long sum = 0;
        for (Future<Long> count : counts) {
            sum += count.get();
        }
        return Math.toIntExact(sum);
    }
}
