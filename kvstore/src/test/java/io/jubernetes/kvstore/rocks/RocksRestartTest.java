package io.jubernetes.kvstore.rocks;

import io.jubernetes.kvstore.RestartContract;
import io.jubernetes.kvstore.VersionedStore;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The durable store, closed and opened; what happens to it when it is killed is in {@link CrashTest}. */
@Timeout(60)
final class RocksRestartTest implements RestartContract {

    private @Nullable Path directory;
    private @Nullable RocksStore store;

    @BeforeEach
    void open(@TempDir Path parent) {
        directory = parent.resolve("store");
        store = RocksFixture.open(directory);
    }

    @Override
    public void restart() {
        close();
        if (directory != null) {
            store = RocksFixture.open(directory);
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
}
