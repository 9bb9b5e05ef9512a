package io.jubernetes.kvstore.rocks;

import java.util.concurrent.atomic.AtomicInteger;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.Snapshot;

/** The store as it was when a turn was written: what readers read once it is durable. {@link Views} says how long it lives. */
final class View {

    private final Database database;
    private final Head head;
    private final Snapshot snapshot;
    private final ReadOptions options;

    /** Its readers, and {@link Views} as long as it is the newest. Once there are none there will be none. */
    private final AtomicInteger users = new AtomicInteger(1);

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

    /** Makes one more use it; false when it is too late. */
    boolean retain() {
        int before = users.get();
        while (before > 0 && !users.compareAndSet(before, before + 1)) {
            before = users.get();
        }
        return before > 0;
    }

    /** Makes one less use it. @return whether it was the last one */
    boolean drop() {
        return users.decrementAndGet() == 0;
    }

    void release() {
        options.close();
        RocksDB db = database.db();
        db.releaseSnapshot(snapshot);
        snapshot.close();
    }
}
