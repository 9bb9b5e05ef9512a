package io.jubernetes.kvstore.etcd;

import com.google.protobuf.ByteString;
import io.etcd.jetcd.api.RangeResponse;
import io.grpc.StatusRuntimeException;
import io.jubernetes.kvstore.CompactedException;
import io.jubernetes.kvstore.FutureRevisionException;
import io.jubernetes.kvstore.KeyValue;
import io.jubernetes.kvstore.Keys;
import io.jubernetes.kvstore.RangeRequest;
import io.jubernetes.kvstore.RangeResult;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads of etcd, all linearizable: what was committed before a read began is in it, whichever member answers. */
final class Reader {

    /** So many items are asked for at once: one message with everything could be larger than the memory of either side. */
    static final int PAGE = 5000;

    private final EtcdConnection connection;
    private final KeyMapping keys;

    Reader(EtcdConnection connection, KeyMapping keys) {
        this.connection = connection;
        this.keys = keys;
    }

    /** What etcd says of itself along with an answer. */
    record Head(long revision, long cluster) {}

    /** The newest revision. */
    Head head() {
        var header = ask(io.etcd.jetcd.api.RangeRequest.newBuilder()
                        .setKey(KeyMapping.ANY)
                        .setCountOnly(true)
                        .build())
                .getHeader();
        return new Head(header.getRevision(), header.getClusterId());
    }

    @Nullable
    KeyValue get(String key, long revision) {
        RangeResponse found = ask(io.etcd.jetcd.api.RangeRequest.newBuilder()
                .setKey(keys.toEtcd(key))
                .setRevision(revision)
                .build());
        return ChangeAssembly.first(keys, found.getKvsList());
    }

    RangeResult range(RangeRequest request) {
        List<KeyValue> items = new ArrayList<>();
        ByteString start = start(request);
        ByteString end = keys.end(request.prefix());
        long revision = request.revision();
        while (true) {
            int room = request.limit() == 0 ? PAGE : Math.min(PAGE, request.limit() - items.size());
            RangeResponse page = ask(io.etcd.jetcd.api.RangeRequest.newBuilder()
                    .setKey(start)
                    .setRangeEnd(end)
                    .setLimit(room)
                    .setRevision(revision)
                    .build());
            page.getKvsList().forEach(kv -> items.add(ChangeAssembly.item(keys, kv)));
            revision = revision == 0 ? page.getHeader().getRevision() : revision;
            if (!page.getMore() || items.size() == request.limit()) {
                return new RangeResult(List.copyOf(items), page.getCount() - page.getKvsCount(), revision);
            }
            start = behind(page.getKvs(page.getKvsCount() - 1).getKey());
        }
    }

    private ByteString start(RangeRequest request) {
        boolean fromPrefix = Keys.ORDER.compare(request.startAfter(), request.prefix()) < 0
                || request.startAfter().isEmpty()
                || keys.inStore().startsWith(request.startAfter());
        return fromPrefix ? keys.start(request.prefix()) : behind(keys.toEtcd(request.startAfter()));
    }

    private static ByteString behind(ByteString key) {
        return key.concat(KeyMapping.ANY);
    }

    /** Whether a revision can be read. */
    boolean retains(long revision) {
        try {
            ask(io.etcd.jetcd.api.RangeRequest.newBuilder()
                    .setKey(KeyMapping.ANY)
                    .setCountOnly(true)
                    .setRevision(revision)
                    .build());
            return true;
        } catch (StatusRuntimeException e) {
            if (EtcdErrors.isCompacted(e)) {
                return false;
            }
            throw e;
        }
    }

    private RangeResponse ask(io.etcd.jetcd.api.RangeRequest request) {
        return connection.read(etcd -> etcd.range(request));
    }

    /** An outcome in the store's words, for a revision that was asked for. */
    RuntimeException outcome(StatusRuntimeException e, long asked, CompactionFloor floor) {
        return EtcdErrors.isCompacted(e)
                ? new CompactedException(asked, floor.find())
                : new FutureRevisionException(asked, head().revision());
    }
}
