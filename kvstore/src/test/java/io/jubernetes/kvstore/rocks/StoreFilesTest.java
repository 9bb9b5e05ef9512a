package io.jubernetes.kvstore.rocks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jubernetes.kvstore.CommitResult;
import io.jubernetes.kvstore.RangeRequest;
import io.jubernetes.kvstore.Txn;
import io.jubernetes.kvstore.rocks.Database.Family;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.FlushOptions;
import org.rocksdb.RocksDBException;

/** Backups, what they are worth, and the walk that finds out what is wrong with a store. */
@Timeout(60)
final class StoreFilesTest {

    @TempDir
    Path parent = Path.of("");

    private Path home = Path.of("");
    private Path backup = Path.of("");

    @BeforeEach
    void paths() {
        home = parent.resolve("store");
        backup = parent.resolve("backups/first");
    }

    private static Path library() {
        return RocksFixture.config(Path.of("any")).libraryDirectory();
    }

    private static long put(RocksStore store, String key, String value) {
        CommitResult result = store.commit(new Txn(List.of(), List.of(new Txn.Put(key, value.getBytes(UTF_8)))));
        return ((CommitResult.Committed) result).revision();
    }

    /** Keys that were created, overwritten, deleted and created again, and history that was given up. */
    private void fill() {
        try (RocksStore store = RocksFixture.open(home)) {
            for (int i = 0; i < 300; i++) {
                put(store, "/k/" + i % 40, "value " + i);
                if (i % 7 == 0) {
                    store.commit(new Txn(List.of(), List.of(new Txn.Delete("/k/" + (i + 13) % 40))));
                }
            }
            store.commit(new Txn(List.of(), List.of(new Txn.Put("/a", new byte[0]), new Txn.Put("/b", new byte[9]))));
            store.compact(150);
        }
    }

    @Test
    void aStoreThatWasWrittenToIsWhole() throws IOException {
        fill();
        StoreReport report = StoreFiles.verify(home, library());
        assertThat(report.problems()).isEmpty();
        try (RocksStore store = RocksFixture.open(home)) {
            assertThat(report.revision()).isEqualTo(store.revision());
            assertThat(report.compacted()).isEqualTo(150);
            assertThat(report.content()).isEqualTo(store.contentHash(0));
            assertThat(report.keys())
                    .isEqualTo(store.range(RangeRequest.all("")).items().size());
            assertThat(report.changes()).isEqualTo(store.revision() - 150 + 1);
        }
    }

    @Test
    void anEmptyStoreIsWhole() throws IOException {
        RocksFixture.open(home).close();
        assertThat(StoreFiles.verify(home, library()).problems()).isEmpty();
    }

    @Test
    void aBackupMadeUnderWritersHoldsWhatWasAcknowledgedBefore() throws Exception {
        AtomicLong acknowledged = new AtomicLong();
        AtomicBoolean enough = new AtomicBoolean();
        long before;
        try (RocksStore store = RocksFixture.open(home)) {
            CompletableFuture<Void> writer = CompletableFuture.runAsync(
                    () -> {
                        for (int i = 0; !enough.get(); i++) {
                            acknowledged.set(put(store, "/k/" + i % 50, "value " + i));
                        }
                    },
                    RocksFixture.THREADS);
            while (acknowledged.get() < 200) {
                Thread.onSpinWait();
            }
            before = acknowledged.get();
            store.backup(backup);
            enough.set(true);
            writer.get();
            assertThatThrownBy(() -> store.backup(backup)).isInstanceOf(FileAlreadyExistsException.class);
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(backup)))
                .isEqualTo("rwx------");
        StoreReport report = StoreFiles.restore(backup, parent.resolve("again"), library());
        assertThat(report.revision()).isBetween(before, acknowledged.get());
        try (RocksStore restored = RocksFixture.open(parent.resolve("again"));
                RocksStore original = RocksFixture.open(home)) {
            assertThat(restored.revision()).isEqualTo(report.revision());
            assertThat(restored.contentHash(0)).isEqualTo(original.contentHash(report.revision()));
            assertThat(put(restored, "/new", "1")).isEqualTo(report.revision() + 1);
        }
        assertThat(StoreFiles.verify(backup, library()).isWhole()).isTrue();
    }

    @Test
    void restoringOverSomethingIsRefused() throws IOException {
        fill();
        Files.createDirectories(backup);
        assertThatThrownBy(() -> StoreFiles.restore(backup, home, library()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("there is none");
        assertThatThrownBy(() -> StoreFiles.restore(home, home, library()))
                .hasMessageContaining("something lies there already");
    }

    /** Breaks a closed store. */
    private interface Breaking {
        void run(Database database) throws RocksDBException;
    }

    private List<String> problemsAfter(Breaking breaking) throws Exception {
        fill();
        try (Database database = Database.open(RocksFixture.config(home))) {
            breaking.run(database);
        }
        StoreReport report = StoreFiles.verify(home, library());
        assertThat(report.isWhole()).isFalse();
        assertThatThrownBy(() -> StoreFiles.restore(home, backup, library())).hasMessageContaining("is not whole");
        assertThat(backup).doesNotExist();
        return report.problems();
    }

    private static void put(Database database, Family family, byte[] key, byte[] value) throws RocksDBException {
        database.db().put(database.handle(family), key, value);
    }

    @Test
    void aLostIndexEntryIsFound() throws Exception {
        assertThat(problemsAfter(database -> database.db().delete(database.handle(Family.CURRENT), Layout.text("/a"))))
                .anySatisfy(problem -> assertThat(problem).contains("key /a", "not in the index"));
    }

    @Test
    void anIndexEntryWithoutAValueIsFound() throws Exception {
        assertThat(problemsAfter(database -> put(database, Family.CURRENT, Layout.text("/zz"), Layout.number(3))))
                .containsExactly("key /zz: in the index, but without a value");
    }

    @Test
    void anIndexEntryOfAnotherVersionIsFound() throws Exception {
        assertThat(problemsAfter(database -> put(database, Family.CURRENT, Layout.text("/a"), Layout.number(3))))
                .anySatisfy(problem -> assertThat(problem).contains("key /a", "created at revision 3 by the index"));
    }

    @Test
    void aChangedValueIsFound() throws Exception {
        assertThat(problemsAfter(database -> {
                    long revision = database.head().revision();
                    put(
                            database,
                            Family.VERSIONS,
                            Layout.versionKey(Layout.text("/a"), revision, revision),
                            new byte[1]);
                }))
                .anySatisfy(problem -> assertThat(problem).contains("but the values have"))
                .anySatisfy(problem -> assertThat(problem).contains("history", "follows from its changes"));
    }

    @Test
    void aGapInTheHistoryIsFound() throws Exception {
        assertThat(problemsAfter(database -> database.db().delete(database.handle(Family.CHANGES), Layout.number(200))))
                .anySatisfy(problem -> assertThat(problem).contains("history: 201 follows 199"));
    }

    @Test
    void aLostVersionIsFound() throws Exception {
        assertThat(problemsAfter(database -> {
                    long revision = database.head().revision();
                    byte[] version = Layout.versionKey(Layout.text("/b"), revision, revision);
                    database.db().singleDelete(database.handle(Family.VERSIONS), version);
                }))
                .anySatisfy(problem -> assertThat(problem).contains("names a version that is missing", "/b"));
    }

    @Test
    void bytesThatFlippedOnTheDiskAreFound() throws Exception {
        fill();
        try (Database database = Database.open(RocksFixture.config(home));
                FlushOptions wait = new FlushOptions()) {
            database.db().flush(wait, database.handle(Family.VERSIONS));
        }
        List<Path> tables = tables();
        flipABit(tables.getFirst());
        assertThat(StoreFiles.verify(home, library()).problems())
                .anySatisfy(problem -> assertThat(problem).contains("cannot be read", "checksum"));
        for (Path table : tables.subList(1, tables.size())) {
            flipABit(table);
        }
        assertThatThrownBy(() -> StoreFiles.verify(home, library()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("cannot be read")
                .hasMessageContaining(home.toString());
    }

    /** The largest first: it holds the values. */
    private List<Path> tables() throws IOException {
        try (Stream<Path> files = Files.list(home)) {
            return files.filter(file -> file.toString().endsWith(".sst"))
                    .sorted(Comparator.comparing((Path file) -> file.toFile().length())
                            .reversed())
                    .toList();
        }
    }

    /** In the first block of data. */
    private static void flipABit(Path table) throws IOException {
        byte[] bytes = Files.readAllBytes(table);
        bytes[20] ^= 0x20;
        Files.write(table, bytes);
    }

    @Test
    void reclaimingLeavesOnlyWhatIsThere() throws IOException {
        try (RocksStore store = RocksFixture.open(home)) {
            for (int i = 0; i < 500; i++) {
                put(store, "/k", "value " + i);
            }
            store.compact(store.revision());
            store.reclaim();
            assertThat(store.count(Family.VERSIONS)).isEqualTo(1);
            assertThat(store.stats().versions()).isEqualTo(1);
        }
        assertThat(StoreFiles.verify(home, library()).problems()).isEmpty();
    }

    @Test
    void statsSayHowLargeItIs() throws IOException {
        fill();
        try (RocksStore store = RocksFixture.open(home)) {
            StoreStats stats = store.stats();
            assertThat(stats.revision()).isEqualTo(store.revision());
            assertThat(stats.compacted()).isEqualTo(150);
            assertThat(stats.content()).isEqualTo(store.contentHash(0));
            assertThat(stats.diskBytes()).isPositive();
        }
    }
}
