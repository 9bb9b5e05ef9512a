package io.jubernetes.kvstore.rocks;

import io.jubernetes.kvstore.rocks.Database.Family;
import io.jubernetes.kvstore.rocks.Database.Mark;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Slice;
import org.rocksdb.WriteBatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes history that was given up off the disk, beside the committer and without waiting for it. What it does may be lost in
 * a crash: it starts over from the last mark.
 */
final class Collector implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(Collector.class);

    /** Entries in one write: small, so that a turn of the committer never waits long behind one. */
    private static final int BATCH = 256;

    private final Database database;
    private final Views views;
    private final ReentrantLock running = new ReentrantLock();
    private final Runnable refresh;
    private volatile boolean closed;

    /** @param refresh asks for a fresh view, without waiting for it */
    Collector(Database database, Views views, Runnable refresh) {
        this.refresh = refresh;
        this.database = database;
        this.views = views;
    }

    @Override
    public void run() {
        running.lock();
        try {
            while (!closed && database.mark(Mark.COLLECTED) < views.compacted()) {
                collect(database.mark(Mark.COLLECTED), views.compacted());
            }
        } catch (RocksDBException | RuntimeException e) {
            LOG.error("Compacted history could not be removed; the next compaction tries again", e);
        } finally {
            running.unlock();
        }
    }

    private void collect(long from, long to) throws RocksDBException {
        views.awaitNoneBefore(to);
        forgetVersions(from, to);
        if (!closed) {
            forgetChanges(to);
            refresh.run();
            LOG.debug("Removed compacted history, from={} to={}", from, to);
        }
    }

    private void forgetVersions(long from, long to) throws RocksDBException {
        try (Slice end = new Slice(Layout.number(to + 1));
                ReadOptions options = new ReadOptions().setFillCache(false).setIterateUpperBound(end);
                RocksIterator changes = database.iterate(Family.CHANGES, options);
                WriteBatch batch = new WriteBatch()) {
            for (changes.seek(Layout.number(from)); changes.isValid() && !closed; changes.next()) {
                byte[] change = changes.key();
                batch.delete(
                        database.handle(Family.VERSIONS),
                        Layout.versionKey(Layout.keyOfChange(change), Layout.number(change)));
                if (batch.count() >= BATCH) {
                    database.write(batch);
                    batch.clear();
                }
            }
            Reader.check(changes);
            database.write(batch);
        }
    }

    /** The range deletion is what counts; dropping whole files gives their room back at once. */
    private void forgetChanges(long to) throws RocksDBException {
        byte[] start = Layout.number(0);
        byte[] end = Layout.number(to + 1);
        try (WriteBatch batch = new WriteBatch()) {
            batch.deleteRange(database.handle(Family.CHANGES), start, end);
            database.setMark(batch, Mark.COLLECTED, to);
            database.write(batch);
        }
        database.db().deleteFilesInRanges(database.handle(Family.CHANGES), List.of(start, end), false);
    }

    /** Stops, waiting for the piece under way. */
    void close() {
        closed = true;
        running.lock();
        running.unlock();
    }
}
