package io.jubernetes.kvstore.rocks;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether puts may go on: they stop while some room is left, because deletes need a little of it, and compaction more, to
 * make room again.
 */
final class DiskRoom implements BooleanSupplier {

    private static final Logger LOG = LoggerFactory.getLogger(DiskRoom.class);

    private final FileStore disk;
    private final long reserved;
    private boolean enough = true;

    private DiskRoom(FileStore disk, long reserved) {
        this.disk = disk;
        this.reserved = reserved;
    }

    static DiskRoom of(RocksStoreConfig config) throws IOException {
        return new DiskRoom(Files.getFileStore(Directories.ownerOnly(config.directory())), reserve(config));
    }

    /** What waits in memory is on its way to the disk: while that does not fit, RocksDB takes no writes at all, deletes included. */
    private static long reserve(RocksStoreConfig config) {
        return config.reservedBytes() == 0
                ? 0
                : config.reservedBytes() + config.memory().writeBufferBytes();
    }

    /** Called by the committer alone. */
    @Override
    public boolean getAsBoolean() {
        boolean before = enough;
        enough = ask();
        if (before && !enough) {
            LOG.error("The disk is nearly full: puts are refused, disk={} reservedBytes={}", disk, reserved);
        } else if (!before && enough) {
            LOG.info("The disk has room again: puts are taken, disk={}", disk);
        }
        return enough;
    }

    private boolean ask() {
        try {
            return disk.getUsableSpace() >= reserved;
        } catch (IOException e) {
            LOG.warn("The room on the disk is unknown: puts are taken, disk={}", disk, e);
            return true;
        }
    }
}
