package io.jubernetes.kvstore.rocks;

import io.jubernetes.kvstore.rocks.Database.Family;
import io.jubernetes.kvstore.rocks.Database.Mark;
import io.jubernetes.kvstore.rocks.TurnRecord.Kind;
import io.jubernetes.kvstore.rocks.TurnRecord.Step;
import java.util.concurrent.locks.ReentrantLock;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes history that was given up off the disk, beside the committer and without waiting for it. How far it is goes into the same
 * batches as what it deletes, so a crash may set it back but never makes it delete a version twice.
 */
final class Collector implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(Collector.class);

    /** Bytes in one write: few, so that a turn of the committer never waits long behind one. */
    private static final int BATCH = 32 << 10;

    private final Database database;
    private final Views views;
    private final ReentrantLock running = new ReentrantLock();
    private final Runnable refresh;
    private final Reclaimer reclaimer;

    /** Guarded by {@link #running}. */
    private long forgotten;

    private volatile boolean closed;

    /** @param refresh replaces the newest view, whose snapshot would keep what is removed */
    Collector(Database database, Views views, Runnable refresh, Reclaimer reclaimer) {
        this.refresh = refresh;
        this.database = database;
        this.views = views;
        this.reclaimer = reclaimer;
    }

    @Override
    public void run() {
        running.lock();
        try {
            while (!closed && database.mark(Mark.COLLECTED) < views.compacted()) {
                collect(database.mark(Mark.COLLECTED), views.compacted());
            }
            if (!closed) {
                reclaimer.reclaimWhatIsWorthIt();
            }
        } catch (RocksDBException | RuntimeException e) {
            LOG.error("Compacted history could not be removed; the next compaction tries again", e);
        } finally {
            running.unlock();
        }
    }

    private void collect(long from, long to) throws RocksDBException {
        Batch batch = new Batch();
        forgotten = 0;
        forgetVersions(from, to, batch);
        if (!closed) {
            write(batch, to);
            refresh.run();
            reclaimer.add(forgotten);
            LOG.debug("Removed compacted history, from={} to={}", from, to);
        }
    }

    /**
     * Versions that were replaced at or before the given revision cannot be seen any more, nor can the records of older turns; the
     * record of the oldest revision that can be read stays, for the hash of its content.
     */
    private void forgetVersions(long from, long to, Batch batch) throws RocksDBException {
        try (ReadOptions options = new ReadOptions().setFillCache(false);
                RocksIterator changes = database.iterate(Family.CHANGES, options)) {
            for (changes.seek(Layout.number(from)); changes.isValid() && !closed; changes.next()) {
                for (TurnRecord.Revision made : TurnRecord.decode(changes.value())) {
                    if (made.revision() > to) {
                        return;
                    }
                    if (made.revision() > from) {
                        made.steps().forEach(step -> forget(made.revision(), step, batch));
                    }
                    // one by one: whoever reads past deleted ranges pays for every range that ever was
                    if (made.revision() < to && made.revision() == Layout.number(changes.key())) {
                        batch.delete(database.handle(Family.CHANGES), changes.key());
                    }
                    writeIfLarge(batch, made.revision());
                }
            }
            Reader.check(changes);
        }
    }

    private void forget(long revision, Step step, Batch batch) {
        if (step.kind() != Kind.CREATE) {
            byte[] replaced = Layout.versionKey(step.key(), step.replaced(), step.replacedCreate());
            batch.singleDelete(database.handle(Family.VERSIONS), replaced);
            forgotten++;
        }
        if (step.kind() == Kind.DELETE) {
            // with nothing older left, the version that says "deleted" says nothing
            batch.singleDelete(database.handle(Family.VERSIONS), Layout.versionKey(step.key(), revision, 0));
        }
    }

    private void writeIfLarge(Batch batch, long done) throws RocksDBException {
        if (batch.size() >= BATCH) {
            write(batch, done);
        }
    }

    private void write(Batch batch, long done) throws RocksDBException {
        database.setMark(batch, Mark.COLLECTED, done);
        database.write(batch.toBytes());
        batch.clear();
    }

    /** Removes all that was given up and rewrites the tables without it; returns when that is done. */
    void reclaim() throws RocksDBException {
        run();
        running.lock();
        try {
            if (!closed) {
                refresh.run();
                reclaimer.reclaim();
            }
        } finally {
            running.unlock();
        }
    }

    /** Stops, waiting for the piece under way. */
    void close() {
        closed = true;
        reclaimer.cancel();
        running.lock();
        running.unlock();
        reclaimer.close();
    }
}
