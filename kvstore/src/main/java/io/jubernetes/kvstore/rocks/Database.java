package io.jubernetes.kvstore.rocks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.rocksdb.Checkpoint;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.DBOptions;
import org.rocksdb.FlushOptions;
import org.rocksdb.ReadOptions;
import org.rocksdb.ReadTier;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Status;
import org.rocksdb.TableProperties;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/** The open RocksDB with its families. Whoever closes it sees to it that nobody uses it any more. */
final class Database implements AutoCloseable {

    /** Names of the numbers in the default family. */
    enum Mark {
        FORMAT,
        COLLECTED;

        private final byte[] key = Layout.text(name().toLowerCase(Locale.ROOT));
    }

    /** The families, in the order in which they are opened. */
    enum Family {
        MARKS("default"),
        CURRENT("current"),
        CHANGES("changes"),
        VERSIONS("versions");

        private final String label;

        Family(String label) {
            this.label = label;
        }
    }

    static final long FORMAT = 3;

    /** Is read as it is; what this one writes the one that wrote it would not understand. */
    private static final long OLDEST_FORMAT = 2;

    private static final byte[] HEAD = Layout.text("head");

    private final DatabaseOptions options;
    private final RocksDB db;
    private final List<ColumnFamilyHandle> handles;
    private final RocksStoreConfig config;
    private final WriteOptions unlogged = new WriteOptions().setDisableWAL(true);

    private Database(DatabaseOptions options, RocksDB db, List<ColumnFamilyHandle> handles, RocksStoreConfig config) {
        this.options = options;
        this.db = db;
        this.handles = handles;
        this.config = config;
    }

    /** Opens the store, making it when there is none. */
    static Database open(RocksStoreConfig config) throws IOException {
        Directories.ownerOnly(config.directory());
        Database database = open(config, RocksDB::open);
        try {
            database.markFormat();
            return database;
        } catch (RocksDBException e) {
            database.close();
            throw refusal(config.directory(), e);
        }
    }

    /** Opens a store that is there; nothing of it is changed. */
    static Database openReadOnly(RocksStoreConfig config) throws IOException {
        return open(config, RocksDB::openReadOnly);
    }

    /** The one or the other way in. */
    @FunctionalInterface
    private interface Opening {
        RocksDB open(
                DBOptions options,
                String directory,
                List<ColumnFamilyDescriptor> families,
                List<ColumnFamilyHandle> handles)
                throws RocksDBException;
    }

    private static Database open(RocksStoreConfig config, Opening opening) throws IOException {
        Path directory = config.directory();
        NativeLibrary.load(config.libraryDirectory());
        DatabaseOptions options = new DatabaseOptions(config);
        Database database;
        try {
            database = openWith(options, config, opening);
        } catch (RocksDBException e) {
            options.close();
            throw refusal(directory, e);
        }
        try {
            database.checkFormat(directory);
            return database;
        } catch (UncheckedIOException e) {
            database.close();
            throw new IOException(
                    "store " + directory + ": cannot be read: " + rootOf(e).getMessage(), e);
        } catch (IOException e) {
            database.close();
            throw e;
        }
    }

    /** What RocksDB said. */
    static Throwable rootOf(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    private static Database openWith(DatabaseOptions options, RocksStoreConfig config, Opening opening)
            throws RocksDBException {
        List<ColumnFamilyDescriptor> families = new ArrayList<>();
        for (Family family : Family.values()) {
            families.add(new ColumnFamilyDescriptor(Layout.text(family.label), options.family()));
        }
        List<ColumnFamilyHandle> handles = new ArrayList<>();
        RocksDB db = opening.open(options.database(), config.directory().toString(), families, handles);
        return new Database(options, db, handles, config);
    }

    private void checkFormat(Path directory) throws IOException {
        long found = mark(Mark.FORMAT);
        if (found > FORMAT) {
            throw new IOException("store " + directory + ": format " + found + " (expected: <= " + FORMAT
                    + "; it was written by a newer version)");
        }
        if (found != 0 && found < OLDEST_FORMAT) {
            throw new IOException("store " + directory + ": format " + found + " (expected: >= " + OLDEST_FORMAT
                    + "; it was written by a version from before the first release)");
        }
    }

    /** The only thing that goes through RocksDB's own log: a table for it would take longer. */
    private void markFormat() throws RocksDBException {
        if (mark(Mark.FORMAT) < FORMAT) {
            try (WriteOptions synced = new WriteOptions().setSync(true)) {
                db.put(handle(Family.MARKS), synced, Mark.FORMAT.key, Layout.number(FORMAT));
            }
        }
    }

    private static IOException refusal(Path directory, RocksDBException e) {
        String message = String.valueOf(e.getMessage());
        if (message.contains("While lock file") || message.contains("lock hold by current process")) {
            return new IOException("store " + directory + ": in use by another process", e);
        }
        return new IOException("store " + directory + ": cannot be opened: " + message, e);
    }

    ColumnFamilyHandle handle(Family family) {
        return handles.get(family.ordinal());
    }

    RocksStoreConfig config() {
        return config;
    }

    RocksDB db() {
        return db;
    }

    long mark(Mark mark) {
        byte[] found = get(Family.MARKS, mark.key);
        return found == null ? 0 : Layout.number(found);
    }

    void setMark(Batch batch, Mark mark, long value) {
        batch.put(handle(Family.MARKS), mark.key, Layout.number(value));
    }

    Head head() {
        byte[] found = get(Family.MARKS, HEAD);
        return found == null ? Head.EMPTY : Head.of(found);
    }

    /** Up to which record of the log everything is in tables. */
    long settled() {
        try (ReadOptions tables = new ReadOptions().setReadTier(ReadTier.PERSISTED_TIER)) {
            byte[] found = get(Family.MARKS, tables, HEAD);
            return found == null ? 0 : Head.of(found).sequence();
        }
    }

    void setHead(Batch batch, Head head) {
        batch.put(handle(Family.MARKS), HEAD, head.encoded());
    }

    byte @Nullable [] get(Family family, byte[] key) {
        try {
            return db.get(handle(family), key);
        } catch (RocksDBException e) {
            throw fault(e);
        }
    }

    byte @Nullable [] get(Family family, ReadOptions how, byte[] key) {
        try {
            return db.get(handle(family), how, key);
        } catch (RocksDBException e) {
            throw fault(e);
        }
    }

    RocksIterator iterate(Family family, ReadOptions how) {
        return db.newIterator(handle(family), how);
    }

    /** Writes a batch, all of it or nothing. It is not durable by that: see {@link #flush}, and who keeps a log. */
    void write(byte[] batch) throws RocksDBException {
        try (WriteBatch whole = new WriteBatch(batch)) {
            db.write(unlogged, whole);
        }
    }

    /** Makes everything written so far durable: in tables. */
    void flush() throws RocksDBException {
        try (FlushOptions options = new FlushOptions().setAllowWriteStall(true)) {
            db.flush(options, handles);
        }
    }

    /** About how many entries a family has, as RocksDB estimates it. */
    long entriesOf(Family family) throws RocksDBException {
        return db.getLongProperty(handle(family), "rocksdb.estimate-num-keys");
    }

    /** How large the table files of a family are. */
    long bytesOf(Family family) throws RocksDBException {
        return db.getLongProperty(handle(family), "rocksdb.total-sst-files-size");
    }

    /**
     * About how large the versions are that newer ones have replaced, and the records that name them.
     */
    long historyBytes() throws RocksDBException {
        long replaced = entriesOf(Family.VERSIONS) - entriesOf(Family.CURRENT);
        return replaced <= 0 ? 0 : (long) (replaced * bytesOfAVersion()) + bytesOf(Family.CHANGES);
    }

    /** On the average, in tables. */
    private double bytesOfAVersion() throws RocksDBException {
        long written = 0;
        for (TableProperties table :
                db.getPropertiesOfAllTables(handle(Family.VERSIONS)).values()) {
            written += table.getNumEntries() - table.getNumDeletions();
        }
        return written <= 0 ? 0 : (double) bytesOf(Family.VERSIONS) / written;
    }

    /**
     * Makes a copy of the files as they are now, with links where that is possible; writers go on.
     *
     * @param directory must not exist
     */
    void checkpoint(Path directory) throws RocksDBException {
        try (Checkpoint checkpoint = Checkpoint.create(db)) {
            checkpoint.createCheckpoint(directory.toString());
        }
    }

    /** What a read that failed throws: with a checksum that does not fit, the file and the place are named. */
    static UncheckedIOException fault(RocksDBException e) {
        Status status = e.getStatus();
        boolean damaged = status != null && status.getCode() == Status.Code.Corruption;
        String message = damaged ? "the store is damaged, restore a backup: " : "the store cannot be read: ";
        return new UncheckedIOException(new IOException(message + e.getMessage(), e));
    }

    @Override
    public void close() {
        handles.forEach(ColumnFamilyHandle::close);
        db.close();
        unlogged.close();
        options.close();
    }
}
