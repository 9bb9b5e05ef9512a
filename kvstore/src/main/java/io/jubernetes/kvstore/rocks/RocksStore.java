package io.jubernetes.kvstore.rocks;

import io.jubernetes.kvstore.CommitResult;
import io.jubernetes.kvstore.CompactedException;
import io.jubernetes.kvstore.ContentHash;
import io.jubernetes.kvstore.FutureRevisionException;
import io.jubernetes.kvstore.KeyValue;
import io.jubernetes.kvstore.Keys;
import io.jubernetes.kvstore.RangeRequest;
import io.jubernetes.kvstore.RangeResult;
import io.jubernetes.kvstore.StoreClosedException;
import io.jubernetes.kvstore.Txn;
import io.jubernetes.kvstore.VersionedStore;
import io.jubernetes.kvstore.WatchSink;
import io.jubernetes.kvstore.log.WriteAheadLog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The durable store. The package's description says how it lies on disk, {@link Committer} how a write goes.
 *
 * <p>The thread that opens a watch tells it its history, so {@link #watch} returns once the watch is live. A sink may read and
 * may open and close watches; it must not commit while it is told live events.
 */
public final class RocksStore implements VersionedStore {

    private static final Logger LOG = LoggerFactory.getLogger(RocksStore.class);

    private final Path directory;
    private final Database database;
    private final WriteAheadLog log;
    private final Executor tasks;
    private final CommitQueue queue;
    private final Views views = new Views();
    private final Watches watches = new Watches(views);
    private final LogSync sync;
    private final Compactions compactions;
    private final Committer committer;
    private final Collector collector;
    private final SecondReader second;
    private final AtomicBoolean closing = new AtomicBoolean();
    private final CompletableFuture<Void> closed = new CompletableFuture<>();

    private RocksStore(Database database, WriteAheadLog log, LongSupplier freeOnDisk, Executor tasks) {
        RocksStoreConfig config = database.config();
        this.directory = config.directory();
        this.database = database;
        this.log = log;
        this.tasks = tasks;
        this.queue = new CommitQueue(config.maxQueuedCommits());
        this.sync = new LogSync(log, watches::publish);
        this.compactions = new Compactions(database.db(), config);
        this.committer = new Committer(database, log, queue, new DiskRoom(freeOnDisk, config, compactions), sync);
        this.collector = new Collector(database, views, this::refresh, new Reclaimer(database, compactions));
        this.second = new SecondReader(tasks, views);
        views.publish(new View(database, database.head()));
    }

    /**
     * Opens the store, making it when there is none.
     *
     * @param tasks starts each task on a thread of its own, at once; the first two run as long as the store is open and block in
     *     native code
     * @throws IOException when the directory cannot be used: held by another process, written by a newer version, broken
     */
    public static RocksStore open(RocksStoreConfig config, Executor tasks) throws IOException {
        return open(config, tasks, DiskRoom.freeOnDisk(Directories.ownerOnly(config.directory())));
    }

    static RocksStore open(RocksStoreConfig config, Executor tasks, LongSupplier freeOnDisk) throws IOException {
        Database database = Database.open(config);
        RocksStore store = new RocksStore(database, openLog(database), freeOnDisk, tasks);
        tasks.execute(store.committer);
        tasks.execute(store.sync);
        tasks.execute(store.collector);
        return store;
    }

    private static WriteAheadLog openLog(Database database) throws IOException {
        try {
            return LogRecovery.open(database);
        } catch (IOException e) {
            database.close();
            throw new IOException("store " + database.config().directory() + ": " + e.getMessage(), e);
        }
    }

    /** Publishes a fresh view, so that the old one no longer holds on to what was removed below it; waits until that is done. */
    private void refresh() {
        Request refresh = new Request.Refresh(new CompletableFuture<>());
        if (queue.add(refresh)) {
            refresh.answer().join();
        }
    }

    @Override
    public long revision() {
        return views.revision();
    }

    @Override
    public long compactedRevision() {
        return views.compacted();
    }

    @Override
    public @Nullable KeyValue get(String key, long revision) {
        Keys.requireKey(key);
        return views.read(view -> isNewest(view, revision) ? Reader.get(view, key) : Reader.get(view, key, revision));
    }

    @Override
    public RangeResult range(RangeRequest request) {
        return views.read(view -> {
            checkRetained(view, request.revision());
            return Reader.range(view, request, second);
        });
    }

    @Override
    public ContentHash contentHash(long revision) {
        return views.read(view -> isNewest(view, revision) ? view.head().content() : Reader.content(view, revision));
    }

    /** Whether a revision is what the view shows; if not, it must at least be one that it can still tell of. */
    private static boolean isNewest(View view, long revision) {
        checkRetained(view, revision);
        return revision == 0 || revision == view.revision();
    }

    private static void checkRetained(View view, long revision) {
        if (revision > view.revision()) {
            throw new FutureRevisionException(revision, view.revision());
        }
        if (revision != 0 && revision < view.compacted()) {
            throw new CompactedException(revision, view.compacted());
        }
    }

    @Override
    public CommitResult commit(Txn txn) {
        return ask(Request.Commit.of(txn));
    }

    @Override
    public void compact(long revision) {
        if (revision > revision()) {
            throw new FutureRevisionException(revision, revision());
        }
        ask(new Request.Compaction(revision, new CompletableFuture<>()));
        tasks.execute(collector);
    }

    /**
     * Gives the room of history that was compacted back to the disk now, instead of some time later; returns when that is done,
     * which may take minutes. Writers go on.
     */
    public void reclaim() throws IOException {
        try {
            collector.reclaim();
        } catch (RocksDBException e) {
            throw new IOException("store " + directory + ": its tables cannot be rewritten: " + e.getMessage(), e);
        }
    }

    private CommitResult ask(Request request) {
        if (watches.isTelling()) {
            throw new IllegalStateException("a watch sink must not commit");
        }
        if (!queue.add(request)) {
            throw new StoreClosedException();
        }
        return request.answer().join().orThrow();
    }

    @Override
    public Watch watch(String prefix, long afterRevision, WatchSink sink) {
        return watches.open(Keys.requireText(prefix), afterRevision, sink);
    }

    /**
     * Makes a backup while writers go on: all that was acknowledged before, and nothing half. It is a store of its own, with its
     * history; {@link StoreFiles#restore} makes one to work with of it.
     *
     * @param target must not exist; on the same disk the backup shares files that do not change any more with the store
     * @throws IOException when something lies there, or the disk is full
     */
    public void backup(Path target) throws IOException {
        if (Files.exists(target)) {
            throw new FileAlreadyExistsException(target.toString());
        }
        try {
            Path parent = target.toAbsolutePath().getParent();
            if (parent != null) {
                Directories.ownerOnly(parent);
            }
            views.read(view -> checkpoint(view, target));
            Directories.restrict(target);
        } catch (UncheckedIOException e) {
            throw new IOException("backup " + target + ": " + e.getMessage(), e);
        }
    }

    /** Within a view, because the files must not be closed meanwhile. */
    private static Path checkpoint(View view, Path target) {
        try {
            view.database().checkpoint(target);
            return target;
        } catch (RocksDBException e) {
            throw new UncheckedIOException(e.getMessage(), new IOException(e));
        }
    }

    @Override
    public long historyBytes() {
        return views.read(view -> {
            try {
                return view.database().historyBytes();
            } catch (RocksDBException e) {
                throw Database.fault(e);
            }
        });
    }

    /** How large the store is now. */
    public StoreStats stats() throws IOException {
        long disk = StoreFiles.bytes(directory);
        try {
            return views.read(view -> stats(view, disk));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static StoreStats stats(View view, long disk) {
        Database database = view.database();
        Head head = view.head();
        try {
            long tables = 0;
            for (Database.Family family : Database.Family.values()) {
                tables += database.bytesOf(family);
            }
            return new StoreStats(
                    Database.FORMAT,
                    head.revision(),
                    head.compacted(),
                    head.content(),
                    database.entriesOf(Database.Family.CURRENT),
                    database.entriesOf(Database.Family.VERSIONS),
                    tables,
                    disk);
        } catch (RocksDBException e) {
            throw Database.fault(e);
        }
    }

    /** How many entries a family holds now: what compaction is judged by. */
    long count(Database.Family family) {
        return views.read(view -> Reader.count(view, family));
    }

    @Override
    public void close() {
        if (!closing.compareAndSet(false, true)) {
            closed.join();
            return;
        }
        // Commits under way come to their end before watches do, so that no watch misses one; the files go last.
        queue.close();
        committer.awaitEnd();
        watches.close();
        views.close();
        collector.close();
        compactions.close();
        database.close();
        closeLog();
        closed.complete(null);
    }

    private void closeLog() {
        try {
            log.close();
        } catch (IOException e) {
            LOG.warn("The log could not be closed, directory={}", directory, e);
        }
    }
}
