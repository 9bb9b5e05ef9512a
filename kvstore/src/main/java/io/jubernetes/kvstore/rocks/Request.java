package io.jubernetes.kvstore.rocks;

import io.jubernetes.kvstore.ContentHash;
import io.jubernetes.kvstore.Txn;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** What a caller wants from the committer, and the place where it waits for the answer. */
sealed interface Request {

    CompletableFuture<Outcome> answer();

    /** About how much it adds to the batch. */
    default long bytes() {
        return 0;
    }

    /**
     * An operation with what the caller can work out of it, so that the committer need not.
     *
     * @param content the hash of key and value of a put
     */
    record Operation(Txn.Op op, byte[] key, ContentHash content) {

        static Operation of(Txn.Op op) {
            byte[] key = Layout.text(op.key());
            return new Operation(
                    op, key, op instanceof Txn.Put put ? ContentHash.ofContent(key, put.value()) : ContentHash.EMPTY);
        }
    }

    record Commit(Txn txn, List<Operation> operations, long bytes, CompletableFuture<Outcome> answer)
            implements Request {

        static Commit of(Txn txn) {
            List<Operation> operations = new ArrayList<>(txn.ops().size());
            long bytes = 0;
            for (Txn.Op op : txn.ops()) {
                operations.add(Operation.of(op));
                bytes += op instanceof Txn.Put put ? put.value().length : 0;
            }
            return new Commit(txn, operations, bytes, new CompletableFuture<>());
        }

        /** Whether it may only be taken while the disk has more room than deletes and compaction need. */
        boolean needsRoom() {
            if (txn.makesRoom()) {
                return false;
            }
            for (Txn.Op op : txn.ops()) {
                if (op instanceof Txn.Put) {
                    return true;
                }
            }
            return false;
        }
    }

    record Compaction(long revision, CompletableFuture<Outcome> answer) implements Request {}

    /** Publishes a fresh view, so that the old one no longer holds on to what was removed below it. */
    record Refresh(CompletableFuture<Outcome> answer) implements Request {}
}
