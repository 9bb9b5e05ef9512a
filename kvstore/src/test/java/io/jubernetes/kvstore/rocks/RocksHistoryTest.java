package io.jubernetes.kvstore.rocks;

import io.jubernetes.kvstore.validate.ConcurrentHistory;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The durable store under random clients. */
@Timeout(120)
final class RocksHistoryTest {

    /** More of them: {@code -Djubernetes.histories=100000}. */
    private static final int HISTORIES = Integer.getInteger("jubernetes.histories", 10_000);

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14})
    void keepsEveryGuarantee(long seed, @TempDir Path directory) {
        try (RocksStore store = RocksFixture.open(directory.resolve("store"))) {
            ConcurrentHistory.check(store, seed, 4_000);
        }
    }

    @Test
    @Timeout(600)
    void keepsEveryGuaranteeInShortHistories(@TempDir Path directory) {
        try (RocksStore store = RocksFixture.openUnsynced(directory.resolve("store"))) {
            ConcurrentHistory.checkMany(store, 1_000_000, HISTORIES, 24);
        }
    }
}
