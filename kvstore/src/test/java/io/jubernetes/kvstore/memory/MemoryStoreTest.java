package io.jubernetes.kvstore.memory;

import io.jubernetes.kvstore.ClosingContract;
import io.jubernetes.kvstore.CommitContract;
import io.jubernetes.kvstore.CompactionContract;
import io.jubernetes.kvstore.ContentContract;
import io.jubernetes.kvstore.ReadContract;
import io.jubernetes.kvstore.VersionedStore;
import io.jubernetes.kvstore.WatchContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;

/** The memory store keeps the contract. */
@Timeout(60)
final class MemoryStoreTest
        implements CommitContract, ReadContract, WatchContract, CompactionContract, ClosingContract, ContentContract {

    private final MemoryStore store = new MemoryStore();

    @Override
    public VersionedStore store() {
        return store;
    }

    @AfterEach
    void close() {
        store.close();
    }
}
