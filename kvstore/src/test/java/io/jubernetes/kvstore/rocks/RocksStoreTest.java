package io.jubernetes.kvstore.rocks;

import io.jubernetes.kvstore.ClosingContract;
import io.jubernetes.kvstore.CommitContract;
import io.jubernetes.kvstore.CompactionContract;
import io.jubernetes.kvstore.ContentContract;
import io.jubernetes.kvstore.ReadContract;
import io.jubernetes.kvstore.VersionedStore;
import io.jubernetes.kvstore.WatchContract;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The durable store keeps the contract. */
@Timeout(60)
final class RocksStoreTest
        implements CommitContract, ReadContract, WatchContract, CompactionContract, ClosingContract, ContentContract {

    private @Nullable RocksStore store;

    @BeforeEach
    void open(@TempDir Path directory) {
        store = RocksFixture.open(directory.resolve("store"));
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
