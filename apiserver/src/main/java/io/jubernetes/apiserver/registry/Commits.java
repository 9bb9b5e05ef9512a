package io.jubernetes.apiserver.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.apimachinery.error.StatusReason;
import io.jubernetes.apimachinery.json.Json;
import io.jubernetes.apiserver.registry.Versions.Encoded;
import io.jubernetes.apiserver.validation.Trees;
import io.jubernetes.apiserver.watchcache.Feed;
import io.jubernetes.kvstore.CommitResult;
import io.jubernetes.kvstore.Txn;
import io.jubernetes.kvstore.VersionedStore;
import java.time.Duration;
import java.util.OptionalLong;

/** Commits writes, and answers once the caches have them. */
final class Commits {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** As etcd has it by default: what one engine stores, the others must be able to store too. */
    private static final int LARGEST_OBJECT = 1_572_864;

    private final VersionedStore store;
    private final Feed feed;

    Commits(VersionedStore store, Feed feed) {
        this.store = store;
        this.feed = feed;
    }

    /** The bytes to store. Who owns what is left out of objects that only with it are too large, or cannot be read again. */
    static Encoded encode(Resource resource, ObjectNode object) {
        Encoded encoded = resource.versions().encode(object);
        if (encoded.stored().length <= LARGEST_OBJECT && Json.isReadable(encoded.stored())) {
            return encoded;
        }
        Trees.metadata(object).remove("managedFields");
        Encoded bare = resource.versions().encode(object);
        if (!Json.isReadable(bare.stored())) {
            throw ApiException.badRequest("the name of a field is too long");
        }
        return bare;
    }

    /** The revision of the write, or nothing when somebody else wrote in between. */
    OptionalLong commit(Txn txn) {
        return commit(txn, Together.NOTHING);
    }

    /**
     * As {@link #commit(Txn)}, with what goes along.
     *
     * @param own begins with the comparison of the object that is written
     * @throws Together.TakenException when not that object stands in the way, but one beside it
     */
    OptionalLong commit(Txn own, Together together) {
        Txn txn = together.with(own);
        txn.ops().forEach(Commits::requireStorable);
        return switch (store.commit(txn)) {
            case CommitResult.Committed committed -> OptionalLong.of(visible(committed.revision()));
            case CommitResult.Conflict conflict -> {
                if (!together.parts().isEmpty()
                        && !conflict.key().equals(own.compares().getFirst().key())) {
                    throw new Together.TakenException();
                }
                yield OptionalLong.empty();
            }
        };
    }

    private static void requireStorable(Txn.Op op) {
        if (op instanceof Txn.Put(String key, byte[] value) && value.length > LARGEST_OBJECT) {
            throw new ApiException(
                    StatusReason.RequestEntityTooLarge, "Request entity too large: limit is " + LARGEST_OBJECT);
        }
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
