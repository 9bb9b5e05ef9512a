package io.jubernetes.kvstore.etcd;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.jubernetes.kvstore.CompactedException;
import io.jubernetes.kvstore.FutureRevisionException;
import io.jubernetes.kvstore.RecordingSink;
import io.jubernetes.kvstore.StoreUnavailableException;
import io.jubernetes.kvstore.Txn;
import io.jubernetes.kvstore.VersionedStore;
import io.jubernetes.kvstore.validate.WatchRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of the store when etcd, or the way there, fails. */
@Timeout(120)
final class EtcdOutageTest {

    private static final Duration SHORT = Duration.ofSeconds(2);

    private static EtcdStore open(EtcdProcess etcd) {
        return EtcdFixture.open(EtcdStoreConfig.of(List.of(etcd.endpoint())).withTimeout(Duration.ofSeconds(5)));
    }

    private static WatchRecord watch(VersionedStore store, String prefix) {
        WatchRecord record = new WatchRecord(prefix, store.revision());
        store.watch(prefix, record.after(), record);
        return record;
    }

    private static void put(VersionedStore store, String key, String value) {
        store.commit(new Txn(List.of(), List.of(new Txn.Put(key, value.getBytes(UTF_8)))));
    }

    private static void awaitMore(Writers writers, int more) {
        int before = writers.acknowledged();
        await().atMost(Duration.ofSeconds(60)).until(() -> writers.acknowledged() >= before + more);
    }

    @Test
    void killedAndStartedAgainLosesNothingAndWatchesGoOn(@TempDir Path directory) {
        try (EtcdProcess etcd = EtcdProcess.start(directory);
                EtcdStore store = open(etcd)) {
            List<WatchRecord> watches = List.of(watch(store, ""), watch(store, "/k1/"), watch(store, "/none"));
            Writers writers = new Writers(8, store);
            try (writers) {
                for (int i = 0; i < 3; i++) {
                    awaitMore(writers, 100);
                    long before = store.revision();
                    etcd.kill();
                    etcd.start();
                    assertThat(store.revision()).isGreaterThanOrEqualTo(before);
                }
                awaitMore(writers, 100);
            }
            assertThat(store.revision()).isGreaterThanOrEqualTo(400);
            writers.check(store, watches);
        }
    }

    @Test
    void frozenItIsSaidToBeSilentAndThawedItGoesOn(@TempDir Path directory) {
        try (EtcdProcess etcd = EtcdProcess.start(directory);
                EtcdStore store = EtcdFixture.open(
                        EtcdStoreConfig.of(List.of(etcd.endpoint())).withTimeout(SHORT))) {
            WatchRecord watch = watch(store, "");
            Writers writers = new Writers(4, store);
            try (writers) {
                awaitMore(writers, 50);
                etcd.freeze();
                assertThatThrownBy(() -> store.get("/x"))
                        .isInstanceOf(StoreUnavailableException.class)
                        .hasMessageContaining(etcd.endpoint().toString())
                        .hasMessageContaining("within 2000 ms");
                assertThatThrownBy(() -> put(store, "/x", "1"))
                        .isInstanceOf(StoreUnavailableException.class)
                        .hasMessageContaining("whether the write took place is not known");
                etcd.thaw();
                awaitMore(writers, 50);
            }
            assertThat(store.revision()).isPositive();
            writers.check(store, List.of(watch));
        }
    }

    @Test
    void aCutConnectionIsMendedWithoutGap(@TempDir Path directory) {
        try (EtcdProcess etcd = EtcdProcess.start(directory);
                TcpProxy network = new TcpProxy(etcd.endpoint());
                EtcdStore near = open(etcd);
                EtcdStore far = EtcdFixture.open(
                        EtcdStoreConfig.of(List.of(network.endpoint())).withTimeout(SHORT))) {
            List<WatchRecord> watches = List.of(watch(far, ""), watch(near, ""));
            Writers writers = new Writers(4, near);
            try (writers) {
                for (int i = 0; i < 5; i++) {
                    awaitMore(writers, 50);
                    network.cut();
                    awaitMore(writers, 50);
                    network.mend();
                    await().until(() -> catchesUp(far));
                }
            }
            assertThat(far.revision()).isEqualTo(near.revision());
            writers.check(far, watches);
        }
    }

    private static boolean catchesUp(EtcdStore store) {
        try {
            return store.revision() > 0;
        } catch (StoreUnavailableException e) {
            return false;
        }
    }

    @Test
    void aWatchWhoseHistoryWasCompactedMeanwhileEnds(@TempDir Path directory) {
        try (EtcdProcess etcd = EtcdProcess.start(directory);
                TcpProxy network = new TcpProxy(etcd.endpoint());
                EtcdStore near = open(etcd);
                EtcdStore far = EtcdFixture.open(
                        EtcdStoreConfig.of(List.of(network.endpoint())).withTimeout(SHORT))) {
            put(near, "/a", "1");
            RecordingSink sink = new RecordingSink();
            far.watch("", far.revision(), sink);
            network.cut();
            put(near, "/a", "2");
            put(near, "/a", "3");
            near.compact(near.revision());
            network.mend();
            await().until(() -> sink.end() != null);
            assertThat(sink.end()).isInstanceOf(CompactedException.class);
            assertThat(sink.batches()).isEmpty();
            await().until(() -> catchesUp(far));
            RecordingSink next = new RecordingSink();
            far.watch("", far.revision(), next);
            put(far, "/a", "4");
            assertThat(next.told()).containsExactly("~/a=4<3");
        }
    }

    @Test
    void lostDataIsNoticedAndEndsWatches(@TempDir Path directory) throws IOException {
        try (EtcdProcess etcd = EtcdProcess.start(directory);
                EtcdStore store = open(etcd)) {
            for (int i = 0; i < 5; i++) {
                put(store, "/a", "x" + i);
            }
            RecordingSink sink = new RecordingSink();
            store.watch("", store.revision(), sink);
            etcd.kill();
            try (Stream<Path> files = Files.walk(directory.resolve("one"))) {
                files.sorted(Comparator.reverseOrder())
                        .forEach(file -> file.toFile().delete());
            }
            etcd.start();
            await().until(() -> sink.end() != null);
            assertThat(sink.end()).isInstanceOf(FutureRevisionException.class);
            RecordingSink next = new RecordingSink();
            store.watch("", store.revision(), next);
            put(store, "/a", "new");
            assertThat(next.told()).containsExactly("+/a=new");
        }
    }

    @Test
    void nobodyThereIsSaidWithTheEndpoint(@TempDir Path directory) {
        EtcdProcess etcd = new EtcdProcess(directory, "never");
        EtcdStoreConfig config = EtcdStoreConfig.of(List.of(etcd.endpoint())).withTimeout(SHORT);
        assertThatThrownBy(() -> EtcdStore.open(config, EtcdFixture.THREADS, EtcdFixture.PAUSE))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(etcd.endpoint().toString())
                .hasMessageContaining("refused");
    }

    @Test
    void closingDoesNotWaitForASilentEtcd(@TempDir Path directory) {
        try (EtcdProcess etcd = EtcdProcess.start(directory)) {
            EtcdStore store = EtcdFixture.open(
                    EtcdStoreConfig.of(List.of(etcd.endpoint())).withTimeout(SHORT));
            RecordingSink sink = new RecordingSink();
            store.watch("", store.revision(), sink);
            etcd.freeze();
            store.close();
            assertThat(sink.end()).isNotNull();
        }
    }
}
