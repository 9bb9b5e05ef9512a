package io.jubernetes.kvstore.rocks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.Executor;

/** Stores for tests: all share one unpacked native library. */
public final class RocksFixture {

    /** A platform thread for each task, as in production. */
    public static final Executor THREADS =
            task -> Thread.ofPlatform().daemon().name("kvstore").start(task);

    private RocksFixture() {}

    public static RocksStoreConfig config(Path directory) {
        Path library = Path.of(
                System.getProperty("java.io.tmpdir"),
                "jubernetes-native-" + ProcessHandle.current().info().user().orElse("x"));
        return RocksStoreConfig.small(directory).withLibraryDirectory(library);
    }

    public static RocksStore open(Path directory) {
        try {
            return RocksStore.open(config(directory), THREADS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A store that does not wait for the disk: for tests of what is decided, told and shown. */
    public static RocksStore openUnsynced(Path directory) {
        RocksStoreConfig synced = config(directory);
        try {
            return RocksStore.open(
                    new RocksStoreConfig(
                            synced.directory(),
                            synced.libraryDirectory(),
                            false,
                            synced.memory(),
                            synced.maxQueuedCommits(),
                            synced.reservedBytes()),
                    THREADS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
