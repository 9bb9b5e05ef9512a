package io.jubernetes.kvstore;

import org.jspecify.annotations.Nullable;

/** What became of a transaction. */
public sealed interface CommitResult {

    /** All operations were applied and are durable. @param revision the revision they carry */
    record Committed(long revision) implements CommitResult {}

    /**
     * A comparison did not hold; nothing was changed.
     *
     * @param key the key of the first comparison that failed
     * @param current its value at that time, or null when it did not exist
     */
    record Conflict(String key, @Nullable KeyValue current) implements CommitResult {}
}
