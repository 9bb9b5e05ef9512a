package io.jubernetes.kvstore.rocks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jubernetes.kvstore.CommitResult.Committed;
import io.jubernetes.kvstore.ContentHash;
import io.jubernetes.kvstore.RangeRequest;
import io.jubernetes.kvstore.Txn;
import io.jubernetes.kvstore.rocks.Database.Family;
import io.jubernetes.kvstore.rocks.Database.Mark;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;

/** Turns that only the log has when a store is opened, and stores from before there was one. */
@Timeout(60)
final class LogRecoveryTest {

    @TempDir
    Path parent = Path.of("");

    private Path home() {
        return parent.resolve("store");
    }

    private static void put(RocksStore store, String key, String value) {
        store.commit(new Txn(List.of(), List.of(new Txn.Put(key, value.getBytes(UTF_8)))));
    }

    private static void fill(RocksStore store) {
        for (int i = 0; i < 300; i++) {
            put(store, "key" + i % 20, "value " + i);
            if (i % 10 == 3) {
                store.commit(new Txn(List.of(), List.of(new Txn.Delete("key" + i % 20))));
            }
        }
        store.compact(100);
    }

    /** The files of a store that is open and that nobody writes to: what a process that is killed leaves. */
    private Path killed() throws IOException {
        Path copy = Files.createDirectory(parent.resolve("killed"));
        try (RocksStore store = RocksFixture.open(home())) {
            fill(store);
            try (Stream<Path> files = Files.list(home())) {
                for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                    Files.copy(file, copy.resolve(file.getFileName().toString()));
                }
            }
        }
        return copy;
    }

    private static Path library() {
        return RocksFixture.config(Path.of("any")).libraryDirectory();
    }

    @Test
    void aStoreThatWasNotClosedIsWholeAndCanBeRestored() throws IOException {
        Path killed = killed();
        StoreReport closed = StoreFiles.verify(home(), library());
        StoreReport report = StoreFiles.verify(killed, library());
        assertThat(report.problems()).isEmpty();
        assertThat(report.revision()).isEqualTo(closed.revision());
        assertThat(report.compacted()).isEqualTo(100);
        assertThat(report.content()).isEqualTo(closed.content());
        StoreFiles.restore(killed, parent.resolve("again"), library());
        try (RocksStore store = RocksFixture.open(parent.resolve("again"))) {
            assertThat(store.contentHash(0)).isEqualTo(closed.content());
        }
    }

    @Test
    void aLogThatIsDamagedInItsMiddleIsRefused() throws IOException {
        Path killed = killed();
        Path segment = killed.resolve("turns-1.log");
        byte[] bytes = Files.readAllBytes(segment);
        Files.write(killed.resolve("turns-2.log"), Arrays.copyOfRange(bytes, secondRecord(bytes), bytes.length));
        bytes[40] ^= 1;
        Files.write(segment, bytes);
        assertThatThrownBy(() -> RocksFixture.open(killed))
                .hasMessageContaining(killed.toString())
                .hasMessageContaining("damaged or missing");
    }

    private static int secondRecord(byte[] bytes) {
        return 16 + ByteBuffer.wrap(bytes).getInt(4);
    }

    @Test
    void onlyWhatIsInTablesCountsAsSettled() throws Exception {
        try (Database database = Database.open(RocksFixture.config(home()))) {
            for (long sequence = 1; sequence < 10; sequence++) {
                Batch batch = new Batch();
                database.setHead(batch, new Head(0, ContentHash.EMPTY, 0, sequence));
                database.write(batch.toBytes());
                assertThat(database.head().sequence()).isEqualTo(sequence);
                assertThat(database.settled()).isEqualTo((sequence - 1) / 3 * 3);
                if (sequence % 3 == 0) {
                    database.flush();
                    assertThat(database.settled()).isEqualTo(sequence);
                }
            }
        }
    }

    @Test
    void aStoreOfFormat2IsTakenOver() throws Exception {
        ContentHash content;
        long revision;
        try (RocksStore store = RocksFixture.open(home())) {
            fill(store);
            content = store.contentHash(0);
            revision = store.revision();
        }
        try (Database database = Database.open(RocksFixture.config(home()))) {
            toFormat2(database);
        }
        assertThat(StoreFiles.verify(home(), library()).problems()).isEmpty();
        try (RocksStore store = RocksFixture.open(home())) {
            assertThat(store.contentHash(0)).isEqualTo(content);
            assertThat(store.compactedRevision()).isEqualTo(100);
            assertThat(store.commit(new Txn(List.of(), List.of(new Txn.Delete("key1")))))
                    .isEqualTo(new Committed(revision + 1));
            fill(store);
            assertThat(store.range(RangeRequest.all("")).items()).isNotEmpty();
            assertThat(store.stats().format()).isEqualTo(3);
        }
        assertThat(StoreFiles.verify(home(), library()).problems()).isEmpty();
    }

    /** An index with revisions and hashes, a head without a sequence, no log. */
    private void toFormat2(Database database) throws RocksDBException, IOException {
        Batch batch = new Batch();
        try (ReadOptions options = new ReadOptions();
                RocksIterator current = database.iterate(Family.CURRENT, options)) {
            for (current.seekToFirst(); current.isValid(); current.next()) {
                byte[] entry = ByteBuffer.allocate(4 * Long.BYTES)
                        .putLong(17)
                        .put(current.value())
                        .array();
                batch.put(database.handle(Family.CURRENT), current.key(), entry);
            }
        }
        byte[] head = Arrays.copyOf(database.head().encoded(), 4 * Long.BYTES);
        batch.put(database.handle(Family.MARKS), Layout.text("head"), head);
        database.setMark(batch, Mark.FORMAT, 2);
        database.write(batch.toBytes());
        try (Stream<Path> files = Files.list(home())) {
            for (Path file :
                    (Iterable<Path>) files.filter(file -> file.toString().contains("turns-"))::iterator) {
                Files.delete(file);
            }
        }
    }
}
