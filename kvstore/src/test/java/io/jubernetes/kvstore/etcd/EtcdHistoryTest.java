package io.jubernetes.kvstore.etcd;

import io.jubernetes.kvstore.validate.ConcurrentHistory;
import io.jubernetes.kvstore.validate.ShiftedStore;
import java.nio.file.Path;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The store in etcd under random clients. */
@Timeout(120)
final class EtcdHistoryTest {

    @ParameterizedTest
    @ValueSource(longs = {21, 22})
    void keepsEveryGuarantee(long seed, @TempDir Path directory) {
        try (EtcdProcess etcd = EtcdProcess.start(directory);
                ShiftedStore store = new ShiftedStore(EtcdFixture.open(etcd.endpoint()))) {
            ConcurrentHistory.check(store, seed, 1_200);
        }
    }
}
