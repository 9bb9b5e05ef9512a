package io.jubernetes.kvstore.rocks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jubernetes.kvstore.CommitResult;
import io.jubernetes.kvstore.KeyValue;
import io.jubernetes.kvstore.RangeRequest;
import io.jubernetes.kvstore.RecordingSink;
import io.jubernetes.kvstore.StoreFullException;
import io.jubernetes.kvstore.Txn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What lies on the disk: who may look, who may open it, what is still there the next time. */
@Timeout(60)
final class RocksFilesTest {

    @TempDir
    Path parent = Path.of("");

    private Path home() {
        return parent.resolve("deep/store");
    }

    private static void put(RocksStore store, String key, String value) {
        store.commit(new Txn(List.of(), List.of(new Txn.Put(key, value.getBytes(UTF_8)))));
    }

    @Test
    void everythingIsThereTheNextTime() {
        try (RocksStore store = RocksFixture.open(home())) {
            put(store, "a", "1");
            put(store, "b", "2");
            put(store, "a", "3");
            store.commit(new Txn(List.of(), List.of(new Txn.Delete("b"))));
            store.compact(2);
        }
        try (RocksStore store = RocksFixture.open(home())) {
            assertThat(store.revision()).isEqualTo(4);
            assertThat(store.compactedRevision()).isEqualTo(2);
            assertThat(store.range(RangeRequest.all("")).items())
                    .extracting(KeyValue::key)
                    .containsExactly("a");
            RecordingSink sink = new RecordingSink();
            store.watch("", 2, sink);
            assertThat(sink.told()).containsExactly("~a=3<1", "-b<2");
            put(store, "c", "5");
            assertThat(sink.revisions()).containsExactly(3L, 4L, 5L);
        }
    }

    @Test
    void aSecondStoreOnTheDirectoryIsRefused() {
        try (RocksStore store = RocksFixture.open(home())) {
            assertThatThrownBy(() -> RocksStore.open(RocksFixture.config(home()), RocksFixture.THREADS))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("in use by another process")
                    .hasMessageContaining(home().toString());
            put(store, "a", "1");
            assertThat(store.revision()).isEqualTo(1);
        }
    }

    @Test
    void aNewerFormatIsRefused() throws Exception {
        RocksFixture.open(home()).close();
        try (Database database = Database.open(RocksFixture.config(home()))) {
            Batch batch = new Batch();
            database.setMark(batch, Database.Mark.FORMAT, Database.FORMAT + 1);
            database.write(batch.toBytes());
        }
        assertThatThrownBy(() -> RocksStore.open(RocksFixture.config(home()), RocksFixture.THREADS))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("newer version");
        assertThatThrownBy(() -> RocksStore.open(RocksFixture.config(home()), RocksFixture.THREADS))
                .hasMessageContaining("newer version");
    }

    @Test
    void aDirectoryThatIsAFileIsRefused() throws IOException {
        Path file = Files.writeString(parent.resolve("file"), "x");
        assertThatThrownBy(() -> RocksStore.open(RocksFixture.config(file), RocksFixture.THREADS))
                .isInstanceOf(IOException.class);
    }

    @Test
    void onlyTheOwnerMayLook() throws IOException {
        RocksFixture.open(home()).close();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home())))
                .isEqualTo("rwx------");
    }

    @Test
    void damageIsFoundWhenItIsRead() throws Exception {
        Random random = new Random(3);
        try (RocksStore store = RocksFixture.open(home())) {
            for (int i = 0; i < 100; i++) {
                byte[] value = new byte[2000];
                random.nextBytes(value);
                store.commit(new Txn(List.of(), List.of(new Txn.Put("key" + i, value))));
            }
        }
        try (Database database = Database.open(RocksFixture.config(home()));
                org.rocksdb.FlushOptions flush = new org.rocksdb.FlushOptions()) {
            database.db().flush(flush, database.handle(Database.Family.VERSIONS));
        }
        flipABitInAValue();
        try (RocksStore store = RocksFixture.open(home())) {
            assertThatThrownBy(() -> store.range(RangeRequest.all("")))
                    .hasMessageContaining("the store is damaged")
                    .hasMessageContaining(".sst");
        }
    }

    private void flipABitInAValue() throws IOException {
        try (Stream<Path> files = Files.list(home())) {
            for (Path table :
                    files.filter(path -> path.toString().endsWith(".sst")).toList()) {
                byte[] bytes = Files.readAllBytes(table);
                if (bytes.length > 100_000) {
                    bytes[50_000] ^= 1;
                    Files.write(table, bytes);
                }
            }
        }
    }

    @Test
    void aFullDiskRefusesPutsAndTakesDeletes() throws IOException {
        AtomicLong free = new AtomicLong(Long.MAX_VALUE);
        try (RocksStore store = RocksStore.open(RocksFixture.config(home()), RocksFixture.THREADS, free::get)) {
            put(store, "a", "1");
            put(store, "b", "2");
            free.set(0);
            assertThatThrownBy(() -> put(store, "c", "3")).isInstanceOf(StoreFullException.class);
            assertThatThrownBy(() -> put(store, "a", "3")).isInstanceOf(StoreFullException.class);
            assertThat(store.commit(Txn.create("a", new byte[0]))).isInstanceOf(CommitResult.Conflict.class);
            assertThat(store.commit(Txn.update("a", 1, new byte[1]).asStepOfDeletion()))
                    .isEqualTo(new CommitResult.Committed(3));
            assertThat(store.commit(Txn.delete("a", 3))).isEqualTo(new CommitResult.Committed(4));
            store.compact(4);
            assertThat(store.compactedRevision()).isEqualTo(4);
            free.set(Long.MAX_VALUE);
            put(store, "c", "4");
            assertThat(store.revision()).isEqualTo(5);
        }
    }

    @Test
    void compactedHistoryLeavesTheDisk() throws Exception {
        try (RocksStore store = RocksFixture.open(home())) {
            for (int i = 0; i < 1000; i++) {
                put(store, "key" + i % 10, "value" + i);
            }
            store.compact(900);
            // what was there at 900, what came after, and the record of 900 itself
            Awaitility.await().until(() -> store.count(Database.Family.VERSIONS) == 10 + 100);
            Awaitility.await().until(() -> store.count(Database.Family.CHANGES) == 1 + 100);
            assertThat(store.range(new RangeRequest("", "", 0, 900)).items()).hasSize(10);
            RecordingSink sink = new RecordingSink();
            store.watch("", 900, sink);
            assertThat(sink.batches()).hasSize(100);
            store.compact(950);
            Awaitility.await().until(() -> store.count(Database.Family.CHANGES) == 1 + 50);
        }
    }

    @Test
    void theNativeLibraryIsUnpackedOnceForGood() throws IOException {
        // the library that this process runs on must not be the one that is torn
        RocksFixture.open(home()).close();
        Path library = parent.resolve("native");
        NativeLibrary.load(library);
        Path unpacked = onlyFileUnder(library);
        Object identity = Files.readAttributes(unpacked, "*").get("fileKey");
        NativeLibrary.load(library);
        assertThat(onlyFileUnder(library)).isEqualTo(unpacked);
        assertThat(Files.readAttributes(unpacked, "*").get("fileKey")).isEqualTo(identity);
        Files.write(unpacked, new byte[10]);
        NativeLibrary.load(library);
        assertThat(Files.size(unpacked)).as("a torn file is replaced").isGreaterThan(1 << 20);
    }

    private static Path onlyFileUnder(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile)
                    .reduce((a, b) -> parentOf(a, b))
                    .orElseThrow();
        }
    }

    private static Path parentOf(Path a, Path b) {
        throw new AssertionError("two files: " + a + " and " + b);
    }
}
