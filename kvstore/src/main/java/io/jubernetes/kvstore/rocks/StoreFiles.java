package io.jubernetes.kvstore.rocks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Work on the files of stores that nobody has open: stores of stopped servers, and backups. */
public final class StoreFiles {

    private static final String TABLE_OF_CONTENTS = "CURRENT";

    private StoreFiles() {}

    /** Whether a store lies there. */
    public static boolean isStore(Path directory) {
        return Files.isRegularFile(directory.resolve(TABLE_OF_CONTENTS));
    }

    /**
     * Walks through a whole store. Nobody may write to it meanwhile. Nothing is changed, but a store that was not closed is first
     * brought to where its log ends, as its next start would do it.
     *
     * @param libraryDirectory where the native library is kept
     * @throws IOException when there is no store there, or one that cannot be opened at all
     */
    public static StoreReport verify(Path directory, Path libraryDirectory) throws IOException {
        requireStore(directory);
        RocksStoreConfig config = RocksStoreConfig.small(directory).withLibraryDirectory(libraryDirectory);
        recover(config);
        try (Database database = Database.openReadOnly(config)) {
            return Verification.of(database);
        }
    }

    private static void recover(RocksStoreConfig config) throws IOException {
        try (Database database = Database.openReadOnly(config)) {
            if (!LogRecovery.isNeeded(database)) {
                return;
            }
        }
        try (Database database = Database.open(config)) {
            LogRecovery.open(database).close();
        }
    }

    /**
     * Makes a store of a backup, after having walked through it. The backup stays as it is.
     *
     * @param directory must not exist, or be empty
     * @throws IOException when the backup is not whole; then nothing is made
     */
    public static StoreReport restore(Path backup, Path directory, Path libraryDirectory) throws IOException {
        StoreReport report = verify(backup, libraryDirectory);
        if (!report.isWhole()) {
            throw new IOException("backup " + backup + " is not whole: " + report.problems());
        }
        requireAbsent(directory);
        Path fresh = directory.resolveSibling(directory.getFileName() + ".restoring");
        remove(fresh);
        Directories.ownerOnly(fresh);
        try (Stream<Path> files = Files.list(backup)) {
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                Files.copy(file, fresh.resolve(file.getFileName().toString()));
            }
        }
        Files.deleteIfExists(directory);
        Files.move(fresh, directory, StandardCopyOption.ATOMIC_MOVE);
        return report;
    }

    private static void requireStore(Path directory) throws IOException {
        if (!isStore(directory)) {
            throw new IOException("store " + directory + ": there is none");
        }
    }

    private static void requireAbsent(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> files = Files.list(directory)) {
            if (files.findAny().isPresent()) {
                throw new IOException("store " + directory + ": something lies there already; move it away first");
            }
        }
    }

    /** Removes a directory with all that is in it, if there is one. */
    public static void remove(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        List<Path> all;
        try (Stream<Path> files = Files.walk(directory)) {
            all = files.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : all) {
            Files.delete(file);
        }
    }

    /** Bytes of all files of a store. Files that vanish meanwhile count nothing. */
    static long bytes(Path directory) throws IOException {
        long bytes = 0;
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                bytes += Files.isRegularFile(file) ? file.toFile().length() : 0;
            }
        }
        return bytes;
    }
}
