package io.jubernetes.kvstore.rocks;

import static org.assertj.core.api.Assertions.assertThat;

import io.jubernetes.kvstore.RangeRequest;
import io.jubernetes.kvstore.Txn;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Room on the disk after history was given up: it comes back while the store is open, without another write. */
@Timeout(120)
final class ReclaimTest {

    private static final int MIB = 1 << 20;

    private final Random random = new Random(1);

    @Test
    void overwrittenValuesGiveTheirRoomBack(@TempDir Path directory) throws IOException {
        Path home = directory.resolve("store");
        try (RocksStore store =
                RocksStore.open(RocksFixture.config(home).withSyncWrites(false), RocksFixture.THREADS)) {
            for (int i = 0; i < 20_000; i++) {
                put(store, "key" + i % 100);
            }
            Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> tableBytes(home) > 20 * MIB);
            store.compact(store.revision());
            Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> tableBytes(home) < MIB);
            assertThat(store.range(RangeRequest.all("")).items()).hasSize(100);
        }
    }

    /** Incompressible, so that what is on the disk is what was written. */
    private void put(RocksStore store, String key) {
        byte[] value = new byte[2048];
        random.nextBytes(value);
        store.commit(new Txn(List.of(), List.of(new Txn.Put(key, value))));
    }

    private static long tableBytes(Path home) {
        try (Stream<Path> files = Files.list(home)) {
            return files.filter(path -> path.toString().endsWith(".sst"))
                    .mapToLong(ReclaimTest::size)
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (NoSuchFileException e) {
            return 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
