package io.jubernetes.kvstore.rocks;

import io.jubernetes.kvstore.log.WriteAheadLog;
import java.io.IOException;
import org.rocksdb.RocksDBException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings a store that was not closed to where its log ends. */
final class LogRecovery {

    private static final Logger LOG = LoggerFactory.getLogger(LogRecovery.class);

    private static final long SMALLEST_SEGMENT = 256 << 10;
    private static final long LARGEST_SEGMENT = 32 << 20;

    private LogRecovery() {}

    /** Puts what only the log knows into tables, and opens the log for what comes. */
    static WriteAheadLog open(Database database) throws IOException {
        RocksStoreConfig config = database.config();
        long known = database.head().sequence();
        long newest = WriteAheadLog.read(config.directory(), known, batch -> write(database, batch));
        if (newest > known) {
            LOG.info("Recovered the newest turns from the log, turns={}", newest - known);
            // the system may not have on the disk what it lets us read
            settle(database);
        }
        long segment = Math.clamp(config.memory().writeBufferBytes() / 8, SMALLEST_SEGMENT, LARGEST_SEGMENT);
        return WriteAheadLog.open(config.directory(), segment, config.syncWrites(), database::settled);
    }

    /** Whether the log has turns that the store does not have yet. */
    static boolean isNeeded(Database database) throws IOException {
        boolean[] found = {false};
        WriteAheadLog.read(database.config().directory(), database.head().sequence(), _ -> found[0] = true);
        return found[0];
    }

    private static void write(Database database, byte[] batch) throws IOException {
        try {
            database.write(batch);
        } catch (RocksDBException e) {
            throw new IOException("the log cannot be replayed: " + e.getMessage(), e);
        }
    }

    private static void settle(Database database) throws IOException {
        try {
            database.flush();
        } catch (RocksDBException e) {
            throw new IOException("what the log holds cannot be put into tables: " + e.getMessage(), e);
        }
    }
}
