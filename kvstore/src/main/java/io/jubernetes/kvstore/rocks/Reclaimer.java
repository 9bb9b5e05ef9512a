package io.jubernetes.kvstore.rocks;

import io.jubernetes.kvstore.rocks.Database.Family;
import org.rocksdb.CompactRangeOptions;
import org.rocksdb.RocksDBException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives the room of forgotten versions back: rewrites the tables once as many versions are gone as are left. Left alone RocksDB
 * does so too, but only when new ones push the old ones down, which on a full or a quiet store never happens. Writers go on.
 */
final class Reclaimer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Reclaimer.class);

    /** Fewer forgotten versions are not worth the effort, nor the disk's. */
    private static final long AT_LEAST = 10_000;

    /** Nor are fewer bytes. */
    private static final long BYTES_AT_LEAST = 8 << 20;

    private final Database database;
    private final CompactRangeOptions options = new CompactRangeOptions().setExclusiveManualCompaction(false);
    private long versions;
    private long tables;

    Reclaimer(Database database) {
        this.database = database;
    }

    /** Called by the collector alone. @param count versions that were forgotten since the last call */
    void forgotten(long count) throws RocksDBException {
        versions += count;
        tables = database.bytesOf(Family.VERSIONS);
        if (isWorthIt()) {
            LOG.debug("Rewriting tables, forgottenVersions={} tableBytes={}", versions, tables);
            versions = 0;
            compact();
        }
    }

    /** Rewrites the tables whether it is worth it or not. Called while the collector rests. */
    void reclaim() throws RocksDBException {
        versions = 0;
        compact();
    }

    private boolean isWorthIt() throws RocksDBException {
        boolean many = versions >= AT_LEAST || tables >= BYTES_AT_LEAST;
        return many && versions > 0 && versions >= database.entriesOf(Family.VERSIONS);
    }

    private void compact() throws RocksDBException {
        try {
            database.db().compactRange(database.handle(Family.VERSIONS), null, null, options);
        } catch (RocksDBException e) {
            if (!options.canceled()) {
                throw e;
            }
        }
    }

    /** Ends a rewrite that is under way; what it did so far is whole. */
    void cancel() {
        options.setCanceled(true);
    }

    @Override
    public void close() {
        options.close();
    }
}
