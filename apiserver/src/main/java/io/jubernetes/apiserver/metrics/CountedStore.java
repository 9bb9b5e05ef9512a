package io.jubernetes.apiserver.metrics;

import io.jubernetes.kvstore.CommitResult;
import io.jubernetes.kvstore.ContentHash;
import io.jubernetes.kvstore.KeyValue;
import io.jubernetes.kvstore.RangeRequest;
import io.jubernetes.kvstore.RangeResult;
import io.jubernetes.kvstore.Txn;
import io.jubernetes.kvstore.VersionedStore;
import io.jubernetes.kvstore.WatchSink;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A store whose reads and commits are counted. */
record CountedStore(VersionedStore store, StorageMetrics metrics) implements VersionedStore {

    @Override
    public @Nullable KeyValue get(String key, long revision) {
        return metrics.count("get", key, () -> Optional.ofNullable(store.get(key, revision)))
                .orElse(null);
    }

    @Override
    public RangeResult range(RangeRequest request) {
        return metrics.count("list", request.prefix(), () -> store.range(request));
    }

    @Override
    public CommitResult commit(Txn txn) {
        return txn.ops().isEmpty()
                ? store.commit(txn)
                : metrics.count(operation(txn), txn.ops().getFirst().key(), () -> store.commit(txn));
    }

    private static String operation(Txn txn) {
        return switch (txn.ops().getFirst()) {
            case Txn.Delete delete -> "delete";
            case Txn.Put put -> txn.compares().contains(new Txn.Compare(put.key(), 0)) ? "create" : "update";
        };
    }

    @Override
    public long revision() {
        return store.revision();
    }

    @Override
    public boolean isShared() {
        return store.isShared();
    }

    @Override
    public long compactedRevision() {
        return store.compactedRevision();
    }

    @Override
    public Watch watch(String prefix, long afterRevision, WatchSink sink) {
        return store.watch(prefix, afterRevision, sink);
    }

    @Override
    public void compact(long revision) {
        store.compact(revision);
    }

    @Override
    public long historyBytes() {
        return store.historyBytes();
    }

    @Override
    public @Nullable ContentHash contentHash(long revision) {
        return store.contentHash(revision);
    }

    @Override
    public void close() {
        store.close();
    }
}
