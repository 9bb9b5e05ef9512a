package io.jubernetes.kvstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jubernetes.kvstore.HistoryLimit.Bounds;
import io.jubernetes.kvstore.memory.MemoryStore;
import io.jubernetes.kvstore.rocks.RocksFixture;
import io.jubernetes.kvstore.rocks.RocksStore;
import io.jubernetes.kvstore.rocks.RocksStoreConfig;
import io.jubernetes.kvstore.validate.WrappedStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** When history is given up, and how much of it. */
@Timeout(120)
final class HistoryLimitTest {

    private static final int MIB = 1 << 20;
    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

    private static long put(VersionedStore store, String key, byte[] value) {
        Txn txn = new Txn(List.of(), List.of(new Txn.Put(key, value)));
        return ((CommitResult.Committed) store.commit(txn)).revision();
    }

    @Test
    void historyIsKeptForItsAge() {
        try (MemoryStore store = new MemoryStore()) {
            HistoryLimit limit = new HistoryLimit(store, new Bounds(Duration.ofHours(24), 0));
            for (int hour = 0; hour <= 24; hour++) {
                put(store, "key", new byte[hour]);
                assertThat(limit.look(BEGIN.plus(Duration.ofHours(hour)))).isZero();
            }
            assertThat(limit.look(BEGIN.plus(Duration.ofHours(25)))).isEqualTo(1);
            assertThat(limit.look(BEGIN.plus(Duration.ofHours(27)))).isEqualTo(3);
            assertThat(store.compactedRevision()).isEqualTo(3);
            assertThat(limit.look(BEGIN.plus(Duration.ofHours(27)))).isZero();
        }
    }

    @Test
    void withoutBoundsEverythingStays() {
        try (MemoryStore store = new MemoryStore()) {
            HistoryLimit limit = new HistoryLimit(store, new Bounds(Duration.ZERO, 0));
            for (int year = 0; year < 10; year++) {
                put(store, "key", new byte[year]);
                assertThat(limit.look(BEGIN.plus(Duration.ofDays(365L * year)))).isZero();
            }
        }
    }

    @Test
    void whatAFullDiskRefusedIsDoneLater() {
        AtomicBoolean full = new AtomicBoolean(true);
        try (MemoryStore memory = new MemoryStore()) {
            VersionedStore store = new WrappedStore(memory) {
                @Override
                public void compact(long revision) {
                    if (full.get()) {
                        throw new StoreFullException("full");
                    }
                    super.compact(revision);
                }
            };
            HistoryLimit limit = new HistoryLimit(store, new Bounds(Duration.ofHours(1), 0));
            put(store, "key", new byte[1]);
            limit.look(BEGIN);
            Instant later = BEGIN.plus(Duration.ofHours(2));
            assertThatThrownBy(() -> limit.look(later)).isInstanceOf(StoreFullException.class);
            full.set(false);
            assertThat(limit.look(later)).isEqualTo(1);
        }
    }

    @Test
    void historyStaysWithinItsSize(@TempDir Path directory) throws IOException {
        RocksStoreConfig some = RocksFixture.config(directory.resolve("store"));
        RocksStoreConfig config = new RocksStoreConfig(
                some.directory(), some.libraryDirectory(), false, new RocksStoreConfig.Memory(MIB, MIB), 100, 0);
        Random random = new Random(7);
        try (RocksStore store = RocksStore.open(config, RocksFixture.THREADS)) {
            HistoryLimit limit = new HistoryLimit(store, new Bounds(Duration.ofHours(24), 4 * MIB));
            assertThat(store.historyBytes()).isZero();
            for (int i = 0; i < 4_000; i++) {
                byte[] value = new byte[4_000]; // incompressible, 16 MB in all
                random.nextBytes(value);
                put(store, "key" + i % 50, value);
            }
            assertThat(store.historyBytes()).isBetween(10L * MIB, 20L * MIB);
            long before = store.compactedRevision();
            long to = limit.look(BEGIN);
            assertThat(to).isBetween(2_000L, 3_900L).isGreaterThan(before);
            Awaitility.await().until(() -> store.historyBytes() < 4 * MIB);
            assertThat(limit.look(BEGIN)).isZero();
            assertThat(store.range(new RangeRequest("", "", 0, to)).items()).hasSize(50);
        }
    }
}
