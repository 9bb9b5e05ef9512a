package io.jubernetes.apiserver.registry;

import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.apimachinery.error.StatusReason;
import io.jubernetes.apiserver.watchcache.Feed;
import io.jubernetes.kvstore.CommitResult;
import io.jubernetes.kvstore.Txn;
import io.jubernetes.kvstore.VersionedStore;
import java.time.Duration;
import java.util.OptionalLong;

/** Commits writes, and answers once the caches have them. */
final class Commits {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final VersionedStore store;
    private final Feed feed;

    Commits(VersionedStore store, Feed feed) {
        this.store = store;
        this.feed = feed;
    }

    /** The revision of the write, or nothing when somebody else wrote in between. */
    OptionalLong commit(Txn txn) {
        return switch (store.commit(txn)) {
            case CommitResult.Committed committed -> OptionalLong.of(visible(committed.revision()));
            case CommitResult.Conflict conflict -> OptionalLong.empty();
        };
    }

    // An engine in this process feeds the caches before it answers; a remote one does so soon after.
    private long visible(long revision) {
        try {
            if (feed.applied() < revision && !feed.await(revision, PATIENCE)) {
                throw new ApiException(StatusReason.Timeout, "the write is stored, but not yet visible");
            }
            return revision;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new ApiException(StatusReason.ServiceUnavailable, "the server is shutting down");
        }
    }
}
