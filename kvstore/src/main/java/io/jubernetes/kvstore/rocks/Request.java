package io.jubernetes.kvstore.rocks;

import io.jubernetes.kvstore.Txn;
import java.util.concurrent.CompletableFuture;

/** What a caller wants from the committer, and the place where it waits for the answer. */
sealed interface Request {

    CompletableFuture<Outcome> answer();

    /** About how much it adds to the batch. */
    default long bytes() {
        return 0;
    }

    record Commit(Txn txn, CompletableFuture<Outcome> answer) implements Request {
        @Override
        public long bytes() {
            long sum = 0;
            for (Txn.Op op : txn.ops()) {
                sum += op instanceof Txn.Put put ? put.value().length : 0;
            }
            return sum;
        }
    }

    record Compaction(long revision, CompletableFuture<Outcome> answer) implements Request {}

    /** Publishes a fresh view, so that the old one no longer holds on to what was removed below it. */
    record Refresh(CompletableFuture<Outcome> answer) implements Request {}
}
