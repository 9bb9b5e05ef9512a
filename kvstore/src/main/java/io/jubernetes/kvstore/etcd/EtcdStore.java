package io.jubernetes.kvstore.etcd;

import io.etcd.jetcd.api.CompactionRequest;
import io.etcd.jetcd.api.TxnRequest;
import io.etcd.jetcd.api.TxnResponse;
import io.grpc.StatusRuntimeException;
import io.jubernetes.kvstore.CommitResult;
import io.jubernetes.kvstore.FutureRevisionException;
import io.jubernetes.kvstore.KeyValue;
import io.jubernetes.kvstore.Keys;
import io.jubernetes.kvstore.RangeRequest;
import io.jubernetes.kvstore.RangeResult;
import io.jubernetes.kvstore.StoreClosedException;
import io.jubernetes.kvstore.StoreUnavailableException;
import io.jubernetes.kvstore.Txn;
import io.jubernetes.kvstore.VersionedStore;
import io.jubernetes.kvstore.WatchSink;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The store in an etcd cluster. The package's description says how it works.
 *
 * <p>Beyond the contract: every method may throw {@link StoreUnavailableException} when no member of the cluster answers in
 * time. {@link #revision} asks the cluster, and returns once all watches here were told up to that revision: so a reader of
 * what watches were told sees every write, through whichever process it went, that ended before it asked. A transaction that
 * is larger than etcd takes ({@code --max-request-bytes}, {@code --max-txn-ops}) is an {@link IllegalArgumentException}.
 *
 * <p>Watches survive the loss of the connection, and of members, without gap or repetition.
 */
public final class EtcdStore implements VersionedStore {

    private final EtcdConnection connection;
    private final Reader reader;
    private final Transactions transactions;
    private final CompactionFloor floor;
    private final Watches watches;
    private final HistoryReplay history;
    private final Follower follower;
    private final RevisionProbe probe;
    private final CommitsUnderWay commits = new CommitsUnderWay();
    private final AtomicBoolean closing = new AtomicBoolean();
    private final CompletableFuture<Void> closed = new CompletableFuture<>();

    private EtcdStore(EtcdConnection connection, KeyMapping keys, Pause pause) {
        this.connection = connection;
        this.reader = new Reader(connection, keys);
        this.transactions = new Transactions(keys);
        this.floor = new CompactionFloor(reader);
        Reader.Head start = reader.head();
        this.watches = new Watches(start.revision());
        this.history = new HistoryReplay(connection, keys, watches, floor);
        this.follower = new Follower(connection, keys, reader, watches, start, pause);
        this.probe = new RevisionProbe(() -> reader.head().revision());
    }

    /**
     * Connects to the cluster and follows it.
     *
     * @param tasks starts each task on a thread of its own, at once
     * @param pause how to wait between tries
     * @throws IOException when a certificate file cannot be used, or no member answers; the message names them
     */
    public static EtcdStore open(EtcdStoreConfig config, Executor tasks, Pause pause) throws IOException {
        EtcdConnection connection = connect(config, tasks, pause);
        try {
            EtcdStore store = new EtcdStore(connection, config.keys(), pause);
            tasks.execute(store.follower);
            return store;
        } catch (StoreUnavailableException e) {
            connection.close();
            throw new IOException(e.getMessage(), e);
        }
    }

    private static EtcdConnection connect(EtcdStoreConfig config, Executor tasks, Pause pause) throws IOException {
        try {
            return new EtcdConnection(config, tasks, pause);
        } catch (IOException | IllegalArgumentException e) {
            throw new IOException("etcd certificates: " + config.tls() + ": " + e.getMessage(), e);
        }
    }

    @Override
    public long revision() {
        if (watches.isTelling() || closing.get()) {
            return watches.published();
        }
        return open(0, () -> {
            long now = probe.ask();
            watches.awaitTold(now);
            return now;
        });
    }

    @Override
    public boolean isShared() {
        return true;
    }

    @Override
    public long compactedRevision() {
        return closing.get() ? floor.known() : open(0, floor::find);
    }

    @Override
    public @Nullable KeyValue get(String key, long revision) {
        Keys.requireKey(key);
        return open(revision, () -> reader.get(key, revision));
    }

    @Override
    public RangeResult range(RangeRequest request) {
        return open(request.revision(), () -> reader.range(request));
    }

    @Override
    public CommitResult commit(Txn txn) {
        if (watches.isTelling()) {
            throw new IllegalStateException("a watch sink must not commit");
        }
        TxnRequest request = transactions.request(txn);
        return commits.run(() -> open(0, () -> {
            TxnResponse response = connection.write(etcd -> etcd.txn(request));
            // also when it was refused: who tries again from what watches were told finds there what stood in the way
            watches.awaitTold(response.getHeader().getRevision());
            return transactions.result(txn, response);
        }));
    }

    @Override
    public Watch watch(String prefix, long afterRevision, WatchSink sink) {
        Keys.requireText(prefix);
        return open(afterRevision, () -> {
            if (afterRevision > watches.published() && afterRevision > revision()) {
                throw new FutureRevisionException(afterRevision, watches.published());
            }
            if (afterRevision < floor.known()) {
                throw new io.jubernetes.kvstore.CompactedException(afterRevision, floor.known());
            }
            EtcdWatch watch = watches.create(prefix, sink);
            history.join(watch, afterRevision);
            return watch;
        });
    }

    @Override
    public void compact(long revision) {
        open(revision, () -> {
            if (revision > floor.known()) {
                compactNow(revision);
                floor.learn(revision);
            }
            return revision;
        });
    }

    private void compactNow(long revision) {
        CompactionRequest request =
                CompactionRequest.newBuilder().setRevision(revision).build();
        try {
            connection.read(etcd -> etcd.compact(request));
        } catch (StatusRuntimeException e) {
            if (!EtcdErrors.isCompacted(e)) {
                throw e;
            }
        }
    }

    /** Runs something while the store is open; what etcd says of a revision becomes the contract's outcome. */
    private <T extends @Nullable Object> T open(long revision, Supplier<T> action) {
        if (closing.get()) {
            throw new StoreClosedException();
        }
        try {
            return action.get();
        } catch (StoreUnavailableException e) {
            throw connection.isClosed() ? new StoreClosedException() : e;
        } catch (StatusRuntimeException e) {
            throw reader.outcome(e, revision, floor);
        }
    }

    @Override
    public void close() {
        if (!closing.compareAndSet(false, true)) {
            closed.join();
            return;
        }
        // Commits under way come to their end before watches do, so that no watch misses one; the connection goes last.
        commits.close();
        watches.close();
        follower.close();
        closed.complete(null);
    }
}
