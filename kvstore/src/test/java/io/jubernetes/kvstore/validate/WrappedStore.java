package io.jubernetes.kvstore.validate;

import io.jubernetes.kvstore.CommitResult;
import io.jubernetes.kvstore.ContentHash;
import io.jubernetes.kvstore.KeyValue;
import io.jubernetes.kvstore.RangeRequest;
import io.jubernetes.kvstore.RangeResult;
import io.jubernetes.kvstore.Txn;
import io.jubernetes.kvstore.VersionedStore;
import io.jubernetes.kvstore.WatchSink;
import org.jspecify.annotations.Nullable;

/** A store that passes everything on; subclasses change some of it. */
public class WrappedStore implements VersionedStore {

    final VersionedStore store;

    protected WrappedStore(VersionedStore store) {
        this.store = store;
    }

    @Override
    public long revision() {
        return store.revision();
    }

    @Override
    public long compactedRevision() {
        return store.compactedRevision();
    }

    @Override
    public @Nullable KeyValue get(String key, long revision) {
        return store.get(key, revision);
    }

    @Override
    public RangeResult range(RangeRequest request) {
        return store.range(request);
    }

    @Override
    public CommitResult commit(Txn txn) {
        return store.commit(txn);
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
    public @Nullable ContentHash contentHash(long revision) {
        return store.contentHash(revision);
    }

    @Override
    public void close() {
        store.close();
    }
}
