package io.jubernetes.kvstore.rocks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.jubernetes.kvstore.CommitResult;
import io.jubernetes.kvstore.KeyValue;
import io.jubernetes.kvstore.RangeRequest;
import io.jubernetes.kvstore.StoreFullException;
import io.jubernetes.kvstore.StoreUnavailableException;
import io.jubernetes.kvstore.Txn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A disk that is really full: a small file system of its own, where that can be had (root on Linux). */
@Timeout(120)
final class FullDiskTest {

    private static final int MIB = 1 << 20;

    @TempDir
    Path disk = Path.of("");

    private boolean mounted;

    @BeforeEach
    void mount() throws Exception {
        mounted = run("mount", "-t", "tmpfs", "-o", "size=192m", "jubernetes-test", disk.toString());
        assumeThat(mounted).as("a small file system can be mounted").isTrue();
    }

    @AfterEach
    void unmount() throws Exception {
        if (mounted) {
            assertThat(run("umount", disk.toString())).isTrue();
        }
    }

    private static boolean run(String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(command).inheritIO().start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private RocksStoreConfig config(long reserved) {
        RocksStoreConfig some = RocksFixture.config(disk.resolve("store"));
        return new RocksStoreConfig(
                some.directory(), some.libraryDirectory(), true, some.memory(), some.maxQueuedCommits(), reserved);
    }

    private static CommitResult put(RocksStore store, String key, int size) {
        byte[] value = new byte[size];
        // incompressible, so that the disk fills
        new java.util.Random(key.hashCode()).nextBytes(value);
        return store.commit(new Txn(List.of(), List.of(new Txn.Put(key, value))));
    }

    private static int fill(RocksStore store, int from, int size) {
        int count = from;
        try {
            while (count < 100_000) {
                put(store, "key" + count, size);
                count++;
            }
        } catch (StoreFullException e) {
            return count;
        }
        throw new AssertionError("the disk never filled");
    }

    /** Tables that are being rewritten may give room back after the disk was full. */
    private static int fillForGood(RocksStore store) {
        int before = -1;
        int count = 0;
        while (count > before) {
            before = count;
            count = fill(store, count, 100_000);
        }
        return count;
    }

    @Test
    void theReserveKeepsDeletesGoing() throws IOException {
        try (RocksStore store = RocksStore.open(config(48 * MIB), RocksFixture.THREADS)) {
            int count = fill(store, 0, 100_000);
            assertThat(count).as("puts before the disk counts as full").isGreaterThan(50);
            deleteEach(store, count, 1);
            assertThat(store.commit(shrinking())).isInstanceOf(CommitResult.Committed.class);
            assertThat(store.commit(new Txn(List.of(), List.of(new Txn.Delete("key0")))))
                    .isInstanceOf(CommitResult.Committed.class);
            store.compact(store.revision());
            assertThat(store.range(RangeRequest.all("")).items()).isEmpty();
            Awaitility.await().atMost(java.time.Duration.ofSeconds(60)).until(() -> takes(store));
        }
    }

    /** Tables are small and rewritten all the time here, so that a rewrite is under way when the disk becomes full. */
    @Test
    void aRewriteOfTablesLeavesTheReserveToDeletes() throws IOException {
        try (RocksStore store = RocksStore.open(withLittleMemory(16 * MIB), RocksFixture.THREADS)) {
            deleteEach(store, fill(store, 0, 20_000), 1);
        }
    }

    /** Much more is on the disk than there is reserve, and half of it stays: tables must be rewritten piece by piece. */
    @Test
    void compactionFreesMoreThanTheReserve() throws IOException {
        try (RocksStore store = RocksStore.open(withLittleMemory(32 * MIB), RocksFixture.THREADS)) {
            int count = fill(store, 0, 20_000);
            assertThat(count).as("puts before the disk counts as full").isGreaterThan(3_000);
            deleteEach(store, count, 2);
            store.compact(store.revision());
            AtomicInteger reached = new AtomicInteger(count);
            Awaitility.await().atMost(java.time.Duration.ofSeconds(60)).until(() -> {
                reached.set(fill(store, reached.get(), 20_000));
                return reached.get() > count + count / 4;
            });
        }
    }

    private RocksStoreConfig withLittleMemory(long reserved) {
        RocksStoreConfig some = config(reserved);
        return new RocksStoreConfig(
                some.directory(),
                some.libraryDirectory(),
                true,
                new RocksStoreConfig.Memory(4 * MIB, MIB),
                100,
                some.reservedBytes());
    }

    private static void deleteEach(RocksStore store, int count, int step) {
        for (int i = 0; i < count; i += step) {
            assertThat(store.commit(new Txn(List.of(), List.of(new Txn.Delete("key" + i)))))
                    .isInstanceOf(CommitResult.Committed.class);
        }
    }

    /** What marks an object as being deleted. */
    private static Txn shrinking() {
        return new Txn(List.of(), List.of(new Txn.Put("key0", new byte[1000]))).asStepOfDeletion();
    }

    /** With the smaller ballast it is a table that does not fit, with the larger one the log. */
    @ParameterizedTest
    @ValueSource(ints = {144, 178})
    void aDiskFullBelowTheReserveLosesNothingAndRecovers(int ballastMib) throws IOException {
        Path ballast = disk.resolve("ballast");
        Files.write(ballast, new byte[ballastMib * MIB]);
        try (RocksStore store = RocksStore.open(config(0), RocksFixture.THREADS)) {
            int count = fillForGood(store);
            assertThat(store.revision()).isEqualTo(count);
            assertThat(store.range(RangeRequest.all("")).items()).hasSize(count);
            Files.delete(ballast);
            Awaitility.await().atMost(java.time.Duration.ofSeconds(60)).until(() -> takes(store));
            assertThat(store.revision()).isEqualTo(count + 1L);
        }
        try (RocksStore store = RocksStore.open(config(0), RocksFixture.THREADS)) {
            assertThat(store.range(RangeRequest.all("")).items())
                    .hasSize(Math.toIntExact(store.revision()))
                    .extracting(KeyValue::key)
                    .contains("key0", "after");
            assertThat(store.get("after")).extracting("modRevision").isEqualTo(store.revision());
        }
    }

    /** When a turn meets the full disk, the one before it is on its way to be made durable: that must not fail for good. */
    @ParameterizedTest
    @ValueSource(ints = {144, 178})
    void manyWritersThatMeetAFullDiskLoseNothing(int ballastMib) throws Exception {
        Path ballast = disk.resolve("ballast");
        Files.write(ballast, new byte[ballastMib * MIB]);
        ConcurrentSkipListMap<String, Long> acknowledged = new ConcurrentSkipListMap<>();
        try (RocksStore store = RocksStore.open(config(0), RocksFixture.THREADS)) {
            List<CompletableFuture<Void>> writers = new ArrayList<>();
            for (int i = 0; i < 32; i++) {
                String name = "writer" + i + "-";
                writers.add(CompletableFuture.runAsync(() -> fill(store, name, acknowledged), RocksFixture.THREADS));
            }
            for (CompletableFuture<Void> writer : writers) {
                writer.get();
            }
            everythingIsThere(store, acknowledged);
            Files.delete(ballast);
            Awaitility.await().atMost(java.time.Duration.ofSeconds(60)).until(() -> takes(store));
            everythingIsThere(store, acknowledged);
        }
        Path home = config(0).directory();
        assertThat(StoreFiles.verify(home, config(0).libraryDirectory()).problems())
                .isEmpty();
        try (RocksStore store = RocksStore.open(config(0), RocksFixture.THREADS)) {
            everythingIsThere(store, acknowledged);
        }
    }

    /** Goes on a little after the disk is full. */
    private static void fill(RocksStore store, String name, Map<String, Long> acknowledged) {
        int refused = 0;
        for (int i = 0; refused < 3; i++) {
            try {
                if (put(store, name + i, 20_000) instanceof CommitResult.Committed(long revision)) {
                    acknowledged.put(name + i, revision);
                }
            } catch (StoreFullException | StoreUnavailableException e) {
                refused++;
            }
        }
    }

    private static void everythingIsThere(RocksStore store, Map<String, Long> acknowledged) {
        acknowledged.forEach((key, revision) ->
                assertThat(store.get(key)).as(key).extracting("modRevision").isEqualTo(revision));
    }

    private static boolean takes(RocksStore store) {
        try {
            put(store, "after", 10);
            return true;
        } catch (StoreFullException | StoreUnavailableException e) {
            return false;
        }
    }
}
