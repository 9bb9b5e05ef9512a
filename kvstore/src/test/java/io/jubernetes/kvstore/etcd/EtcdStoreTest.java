package io.jubernetes.kvstore.etcd;

import io.jubernetes.kvstore.ClosingContract;
import io.jubernetes.kvstore.CommitContract;
import io.jubernetes.kvstore.CompactionContract;
import io.jubernetes.kvstore.ReadContract;
import io.jubernetes.kvstore.VersionedStore;
import io.jubernetes.kvstore.WatchContract;
import io.jubernetes.kvstore.validate.ShiftedStore;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The store in etcd keeps the contract. All tests share one etcd; each has keys of its own. */
@Timeout(60)
final class EtcdStoreTest implements CommitContract, ReadContract, WatchContract, CompactionContract, ClosingContract {

    private static @Nullable EtcdProcess etcd;
    private static int tests;

    private @Nullable VersionedStore store;

    @BeforeAll
    static void start(@TempDir Path directory) {
        etcd = EtcdProcess.start(directory, "--max-request-bytes", Integer.toString(8 << 20));
    }

    @BeforeEach
    void open() {
        if (etcd != null) {
            tests++;
            store = new ShiftedStore(EtcdFixture.open(
                    EtcdStoreConfig.of(List.of(etcd.endpoint())).withKeys(new KeyMapping("", "/test-" + tests + "/"))));
        }
    }

    @Override
    public VersionedStore store() {
        if (store == null) {
            throw new IllegalStateException("not open");
        }
        return store;
    }

    @AfterEach
    void close() {
        store().close();
    }

    @AfterAll
    static void stop() {
        if (etcd != null) {
            etcd.close();
        }
    }
}
