package io.jubernetes.kvstore.etcd;

import io.jubernetes.kvstore.RestartContract;
import io.jubernetes.kvstore.VersionedStore;
import io.jubernetes.kvstore.validate.ShiftedStore;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The store stays open while its etcd is killed and started again. */
@Timeout(60)
final class EtcdRestartTest implements RestartContract {

    private @Nullable EtcdProcess etcd;
    private @Nullable VersionedStore store;

    @BeforeEach
    void start(@TempDir Path directory) {
        etcd = EtcdProcess.start(directory);
        store = new ShiftedStore(EtcdFixture.open(etcd.endpoint()));
    }

    @Override
    public void restart() {
        if (etcd != null) {
            etcd.kill();
            etcd.start();
            // a read is sent again until the new process answers; a write that met the dying connection would be lost
            store().revision();
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
    void stop() {
        if (store != null) {
            store.close();
        }
        if (etcd != null) {
            etcd.close();
        }
    }
}
