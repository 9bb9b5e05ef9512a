package io.jubernetes.kvstore.rocks;

import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.Snapshot;

/** The store as it was when a turn was written: what readers read once it is durable. {@link Views} says how long it lives. */
final class View {

    private final Database database;
    private final Head head;
    private final Snapshot snapshot;
    private final ReadOptions options;

    /** How many readers use it; guarded by the lock of {@link Views}. */
    int readers;

    View(Database database, Head head) {
        this.database = database;
        this.head = head;
        this.snapshot = database.db().getSnapshot();
        this.options = options();
    }

    Database database() {
        return database;
    }

    Head head() {
        return head;
    }

    long revision() {
        return head.revision();
    }

    long compacted() {
        return head.compacted();
    }

    /** For point reads; shared, not to be changed. */
    ReadOptions shared() {
        return options;
    }

    /** For an iterator of one's own; the caller closes it. */
    ReadOptions options() {
        return new ReadOptions().setSnapshot(snapshot);
    }

    void release() {
        options.close();
        RocksDB db = database.db();
        db.releaseSnapshot(snapshot);
        snapshot.close();
    }
}
