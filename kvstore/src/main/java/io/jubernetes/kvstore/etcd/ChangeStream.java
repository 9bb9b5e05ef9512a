package io.jubernetes.kvstore.etcd;

import io.etcd.jetcd.api.WatchCreateRequest;
import io.etcd.jetcd.api.WatchRequest;
import io.etcd.jetcd.api.WatchResponse;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.stub.BlockingClientCall;
import io.jubernetes.kvstore.CompactedException;
import io.jubernetes.kvstore.StoreUnavailableException;
import java.util.ArrayDeque;

/**
 * One stream of changes out of etcd: every revision after a given one, one after the other, none twice, none left out. The
 * next message is taken from the network when those before it were read, so a slow reader fills no queue here: it makes etcd
 * wait, which then reads on from its own history.
 *
 * <p>The watch is opened <i>at</i> the revision that was seen last, and what etcd tells of that one is dropped: so etcd
 * refuses exactly when that revision cannot be read any more. Opened one later it would also take the revision that was just
 * compacted, and could leave out a delete there.
 */
final class ChangeStream implements AutoCloseable {

    private final EtcdConnection connection;
    private final BlockingClientCall<WatchRequest, WatchResponse> call;
    private final ChangeAssembly assembly;
    private final ArrayDeque<Change> ready = new ArrayDeque<>();

    ChangeStream(EtcdConnection connection, KeyMapping keys, long after) throws InterruptedException {
        this.connection = connection;
        this.call = connection.watch();
        this.assembly = new ChangeAssembly(keys, after, ready::add);
        WatchCreateRequest create = WatchCreateRequest.newBuilder()
                .setKey(KeyMapping.ANY)
                .setRangeEnd(KeyMapping.ANY)
                .setStartRevision(Math.max(1, after))
                .setPrevKv(true)
                .setUnknownFields(Fragments.asked())
                .build();
        try {
            call.write(WatchRequest.newBuilder().setCreateRequest(create).build());
        } catch (StatusException e) {
            throw connection.errors().lost(e.getStatus());
        }
    }

    /**
     * Waits for the next change.
     *
     * @throws CompactedException when etcd gave it up
     * @throws StoreUnavailableException when the stream ended; another one can go on
     */
    Change next() throws InterruptedException {
        while (ready.isEmpty()) {
            take(receive());
        }
        return ready.remove();
    }

    private WatchResponse receive() throws InterruptedException {
        try {
            WatchResponse response = call.read();
            if (response == null) {
                throw connection.errors().lost(Status.OK.withDescription("the stream was closed"));
            }
            return response;
        } catch (StatusException e) {
            throw connection.errors().lost(e.getStatus());
        }
    }

    private void take(WatchResponse response) {
        if (response.getCanceled()) {
            if (response.getCompactRevision() != 0) {
                throw new CompactedException(assembly.last(), response.getCompactRevision());
            }
            connection.forgetToken();
            throw connection.errors().lost(Status.CANCELLED.withDescription(response.getCancelReason()));
        }
        assembly.take(response);
    }

    /** From any thread: a read that is under way ends with {@link StoreUnavailableException}. */
    @Override
    public void close() {
        call.cancel("not needed any more", null);
    }
}
