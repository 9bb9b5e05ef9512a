package io.jubernetes.kvstore.etcd;

import java.util.ArrayDeque;
import java.util.function.Consumer;

/** The last changes, so that a watch that begins a little in the past need not ask etcd. Not safe for use by several threads. */
final class RecentChanges {

    static final int MAX_CHANGES = 2048;
    static final long MAX_BYTES = 16 << 20;

    private final ArrayDeque<Change> changes = new ArrayDeque<>();
    private long floor;
    private long bytes;

    RecentChanges(long floor) {
        this.floor = floor;
    }

    /** Every change after this revision is here. */
    long floor() {
        return floor;
    }

    void add(Change change) {
        changes.add(change);
        bytes += change.bytes();
        while (changes.size() > MAX_CHANGES || bytes > MAX_BYTES) {
            Change oldest = changes.remove();
            bytes -= oldest.bytes();
            floor = oldest.revision();
        }
    }

    /** Those after a revision that is not before {@link #floor}. */
    void after(long revision, Consumer<Change> reader) {
        for (Change change : changes) {
            if (change.revision() > revision) {
                reader.accept(change);
            }
        }
    }

    /** Begins anew behind a revision. */
    void startAfter(long revision) {
        changes.clear();
        bytes = 0;
        floor = revision;
    }
}
