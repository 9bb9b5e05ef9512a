package io.jubernetes.kvstore.rocks;

import java.nio.file.Path;

/**
 * How a {@link RocksStore} is set up.
 *
 * @param directory where the store lives; made, for the owner only, when it does not exist
 * @param libraryDirectory where the native library is kept between starts
 * @param syncWrites whether a commit waits for the disk; without, a crash of the machine (not of the process) may lose the last ones
 * @param memory how much native memory it may use
 * @param maxQueuedCommits how many commits may wait for the committer; more of them wait to be queued
 * @param reservedBytes room on the disk that puts must leave to deletes and to compaction, besides the room for what is still in
 *     memory; 0 lets puts go on until the disk is full
 */
public record RocksStoreConfig(
        Path directory,
        Path libraryDirectory,
        boolean syncWrites,
        Memory memory,
        int maxQueuedCommits,
        long reservedBytes) {

    private static final long MIB = 1 << 20;

    /**
     * Sizes of native memory.
     *
     * @param writeBufferBytes recent writes of all families together, before they go to table files
     * @param cacheBytes blocks of table files, with their indexes and filters
     */
    public record Memory(long writeBufferBytes, long cacheBytes) {
        public Memory {
            requireAtLeast("writeBufferBytes", writeBufferBytes, MIB);
            requireAtLeast("cacheBytes", cacheBytes, MIB);
        }

        /** Newest values kept on the heap, for the decisions to come. */
        long recentBytes() {
            return cacheBytes / 8;
        }
    }

    public RocksStoreConfig {
        requireAtLeast("maxQueuedCommits", maxQueuedCommits, 1);
        requireAtLeast("reservedBytes", reservedBytes, 0);
    }

    /**
     * Room on the disk below which puts are refused. What waits in memory is on its way to the disk, too: while that does not fit,
     * RocksDB takes no writes at all, deletes included.
     */
    long reserve() {
        return reservedBytes == 0 ? 0 : reservedBytes + memory.writeBufferBytes();
    }

    /** For one machine that does other things too. */
    public static RocksStoreConfig small(Path directory) {
        return new RocksStoreConfig(
                directory, directory.resolve("native"), true, new Memory(32 * MIB, 32 * MIB), 4096, 64 * MIB);
    }

    /** For a machine of its own. */
    public static RocksStoreConfig large(Path directory) {
        return new RocksStoreConfig(
                directory, directory.resolve("native"), true, new Memory(256 * MIB, 512 * MIB), 16_384, 512 * MIB);
    }

    public RocksStoreConfig withSyncWrites(boolean sync) {
        return new RocksStoreConfig(directory, libraryDirectory, sync, memory, maxQueuedCommits, reservedBytes);
    }

    public RocksStoreConfig withLibraryDirectory(Path library) {
        return new RocksStoreConfig(directory, library, syncWrites, memory, maxQueuedCommits, reservedBytes);
    }

    private static void requireAtLeast(String name, long value, long least) {
        if (value < least) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: >= " + least + ")");
        }
    }
}
