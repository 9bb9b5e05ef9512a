package io.jubernetes.kvstore.memory;

import io.jubernetes.kvstore.validate.ConcurrentHistory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The memory store under random clients. */
@Timeout(120)
final class MemoryHistoryTest {

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void keepsEveryGuarantee(long seed) {
        try (MemoryStore store = new MemoryStore()) {
            ConcurrentHistory.check(store, seed, 4_000);
        }
    }
}
