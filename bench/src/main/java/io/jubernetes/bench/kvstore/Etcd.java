package io.jubernetes.bench.kvstore;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.etcd.jetcd.api.CompactionRequest;
import io.etcd.jetcd.api.DefragmentRequest;
import io.etcd.jetcd.api.Event;
import io.etcd.jetcd.api.KVGrpc;
import io.etcd.jetcd.api.MaintenanceGrpc;
import io.etcd.jetcd.api.PutRequest;
import io.etcd.jetcd.api.RangeRequest;
import io.etcd.jetcd.api.WatchCreateRequest;
import io.etcd.jetcd.api.WatchGrpc;
import io.etcd.jetcd.api.WatchRequest;
import io.etcd.jetcd.api.WatchResponse;
import io.grpc.stub.StreamObserver;
import java.io.IOException;

/** The peer: etcd, through the stubs that jetcd is made of. */
final class Etcd implements Subject {

    private final EtcdServer server;
    private final KVGrpc.KVBlockingStub keys;

    Etcd(EtcdServer server) {
        this.server = server;
        this.keys = KVGrpc.newBlockingStub(server.channel());
    }

    @Override
    public void put(String key, byte[] value) {
        keys.put(PutRequest.newBuilder()
                .setKey(ByteString.copyFromUtf8(key))
                .setValue(UnsafeByteOperations.unsafeWrap(value))
                .build());
    }

    @Override
    public int range(String prefix, int limit) {
        return keys.range(RangeRequest.newBuilder()
                        .setKey(ByteString.copyFromUtf8(prefix))
                        .setRangeEnd(end(prefix))
                        .setLimit(limit)
                        .build())
                .getKvsCount();
    }

    private static ByteString end(String prefix) {
        byte[] bytes = ByteString.copyFromUtf8(prefix).toByteArray();
        bytes[bytes.length - 1]++;
        return UnsafeByteOperations.unsafeWrap(bytes);
    }

    @Override
    public AutoCloseable watch(String prefix, Listener listener) {
        StreamObserver<WatchRequest> requests =
                WatchGrpc.newStub(server.channel()).watch(new Responses(listener));
        requests.onNext(WatchRequest.newBuilder()
                .setCreateRequest(WatchCreateRequest.newBuilder()
                        .setKey(ByteString.copyFromUtf8(prefix))
                        .setRangeEnd(end(prefix)))
                .build());
        return requests::onCompleted;
    }

    @Override
    public void compact() {
        long revision = keys.range(RangeRequest.newBuilder()
                        .setKey(ByteString.copyFromUtf8("a"))
                        .build())
                .getHeader()
                .getRevision();
        keys.compact(CompactionRequest.newBuilder()
                .setRevision(revision)
                .setPhysical(true)
                .build());
        MaintenanceGrpc.newBlockingStub(server.channel()).defragment(DefragmentRequest.getDefaultInstance());
    }

    @Override
    public long bytesOnDisk() throws IOException {
        return StoreFiles.bytesUnder(server.directory());
    }

    @Override
    public void close() {
        server.close();
    }

    private record Responses(Listener listener) implements StreamObserver<WatchResponse> {
        @Override
        public void onNext(WatchResponse response) {
            for (Event event : response.getEventsList()) {
                listener.written(event.getKv().getValue().toByteArray());
            }
        }

        @Override
        public void onError(Throwable t) {}

        @Override
        public void onCompleted() {}
    }
}
