package io.jubernetes.kvstore.rocks;

import io.jubernetes.kvstore.Txn;
import java.util.concurrent.CompletableFuture;

/** What a caller wants from the committer, and the place where it waits for the answer. */
sealed interface Request {

    CompletableFuture<Outcome> answer();

    record Commit(Txn txn, CompletableFuture<Outcome> answer) implements Request {}

    record Compaction(long revision, CompletableFuture<Outcome> answer) implements Request {}

    /** Publishes a fresh view, so that the old one no longer holds on to what was removed below it. */
    record Refresh(CompletableFuture<Outcome> answer) implements Request {}
}
