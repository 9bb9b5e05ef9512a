package io.jubernetes.kvstore.rocks;

import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stops RocksDB's rewriting of tables before it takes the room that deletes need. A rewrite holds what it reads and what it wrote until
 * it is done, so it may ask for as much as the tables have; when it meets the end of the disk, so does the next table that memory goes
 * into, and RocksDB takes no writes at all for seconds. One that is stopped gives back what it had written. Thread-safe.
 */
final class Compactions implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Compactions.class);

    /** A rewrite that makes room. */
    @FunctionalInterface
    interface Rewrite {
        void run() throws RocksDBException;
    }

    private final RocksDB db;
    private final RocksStoreConfig config;
    private boolean stopped;
    private boolean makingRoom;

    Compactions(RocksDB db, RocksStoreConfig config) {
        this.db = db;
        this.config = config;
    }

    /**
     * Returns once everything that does not fit is stopped, which takes milliseconds.
     *
     * @param free bytes on the disk now
     */
    synchronized void fitInto(long free) {
        if (!stopped && free < least()) {
            LOG.info("The disk is nearly full: no tables are rewritten, freeBytes={}", free);
            stopped = true;
            db.abortAllCompactions();
        } else if (free >= 2 * config.reserve()) {
            resume();
        }
    }

    /** What makes room may use the reserve, but not what memory needs. */
    private long least() {
        return makingRoom ? config.reserve() - config.reservedBytes() : config.reserve();
    }

    private void resume() {
        if (stopped) {
            stopped = false;
            db.resumeAllCompactions();
        }
    }

    synchronized boolean areStopped() {
        return stopped;
    }

    synchronized boolean areMakingRoom() {
        return makingRoom;
    }

    /** Runs it whether other rewrites are stopped or not. One at a time. */
    void makeRoom(Rewrite rewrite) throws RocksDBException {
        begin();
        try {
            rewrite.run();
        } finally {
            end();
        }
    }

    private synchronized void begin() {
        makingRoom = true;
        resume();
    }

    private synchronized void end() {
        makingRoom = false;
    }

    /** Before RocksDB is closed, which would wait for what is stopped. */
    @Override
    public synchronized void close() {
        resume();
    }
}
