package io.jubernetes.kvstore.rocks;

import io.jubernetes.kvstore.rocks.Database.Family;
import org.rocksdb.CompactRangeOptions;
import org.rocksdb.RocksDBException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives the room of forgotten versions back: rewrites the tables once as many versions are gone as are left. Left alone RocksDB
 * does so too, but only when new ones push the old ones down, which on a full or a quiet store never happens. On a
 * full one anything that was forgotten is worth it. Writers go on.
 */
final class Reclaimer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Reclaimer.class);

    /** Fewer forgotten versions are not worth the effort, nor the disk's. */
    private static final long AT_LEAST = 10_000;

    /** Nor are fewer bytes. */
    private static final long BYTES_AT_LEAST = 8 << 20;

    private final Database database;
    private final Compactions compactions;
    private final CompactRangeOptions options = new CompactRangeOptions().setExclusiveManualCompaction(false);
    private long versions;

    Reclaimer(Database database, Compactions compactions) {
        this.database = database;
        this.compactions = compactions;
    }

    /** Called by the collector alone. @param count versions that were forgotten since the last call */
    void add(long count) {
        versions += count;
    }

    /** Called by the collector alone. What a full disk put an end to is done again here. */
    void reclaimWhatIsWorthIt() throws RocksDBException {
        if (versions > 0 && isWorthIt()) {
            LOG.debug("Rewriting tables, forgottenVersions={}", versions);
            reclaim();
        }
    }

    /** Rewrites the tables whether it is worth it or not. Called while the collector rests. */
    void reclaim() throws RocksDBException {
        try {
            compactions.makeRoom(
                    () -> database.db().compactRange(database.handle(Family.VERSIONS), null, null, options));
            versions = 0;
        } catch (RocksDBException e) {
            if (!options.canceled()) {
                throw e;
            }
        }
    }

    private boolean isWorthIt() throws RocksDBException {
        boolean many = versions >= AT_LEAST || database.bytesOf(Family.VERSIONS) >= BYTES_AT_LEAST;
        return many && (compactions.areStopped() || versions >= database.entriesOf(Family.VERSIONS));
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
