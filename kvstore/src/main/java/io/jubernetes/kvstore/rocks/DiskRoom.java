package io.jubernetes.kvstore.rocks;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether puts may go on: they stop while some room is left, because deletes need a little of it, and compaction more, to
 * make room again. Used by the committer alone.
 */
final class DiskRoom {

    private static final Logger LOG = LoggerFactory.getLogger(DiskRoom.class);

    private final LongSupplier free;
    private final long reserve;
    private final Compactions compactions;
    private boolean enough = true;

    /** @param free bytes on the disk now, see {@link #freeOnDisk} */
    DiskRoom(LongSupplier free, RocksStoreConfig config, Compactions compactions) {
        this.free = free;
        this.reserve = config.reserve();
        this.compactions = compactions;
    }

    /** Asks the file system, so once a turn will do. */
    boolean isEnoughForPuts() {
        long now = free.getAsLong();
        compactions.fitInto(now);
        boolean before = enough;
        // room that is being made goes to the one who makes it first
        enough = now >= reserve && (before || !compactions.areMakingRoom());
        if (before && !enough) {
            LOG.error("The disk is nearly full: puts are refused, freeBytes={} reservedBytes={}", now, reserve);
        } else if (!before && enough) {
            LOG.info("The disk has room again: puts are taken, freeBytes={}", now);
        }
        return enough;
    }

    /** How much room the disk of a directory has. */
    static LongSupplier freeOnDisk(Path directory) throws IOException {
        FileStore disk = Files.getFileStore(directory);
        return () -> free(disk);
    }

    private static long free(FileStore disk) {
        try {
            return disk.getUsableSpace();
        } catch (IOException e) {
            LOG.warn("The room on the disk is unknown: puts are taken, disk={}", disk, e);
            return Long.MAX_VALUE;
        }
    }
}
