package io.jubernetes.kvstore.rocks;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jubernetes.kvstore.KeyValue;
import io.jubernetes.kvstore.rocks.Database.Family;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksIterator;

/** A place among the versions of a view. Used by one thread. */
final class VersionCursor implements AutoCloseable {

    private final RocksIterator versions;
    private Entries entries;

    /** The entry's key and how much of it is in use; 0: behind the end. */
    private byte[] entry = new byte[512];

    private int length;

    /** The entry where the cursor was before its last move. */
    private byte[] left = new byte[512];

    private int leftLength;

    VersionCursor(View view, ReadOptions options) {
        this(view.database(), options);
    }

    VersionCursor(Database database, ReadOptions options) {
        this.versions = database.iterate(Family.VERSIONS, options);
        this.entries = new JavaEntries(versions);
    }

    /** Takes the quicker way from now on. To link it takes the JVM 0.1 s and more, once: too long for a start. */
    void expectMany() {
        entries.close();
        entries = Entries.quick(versions);
    }

    void seek(byte[] place) {
        versions.seek(place);
        look();
    }

    void next() {
        entries.next();
        look();
    }

    private void look() {
        byte[] spare = left;
        left = entry;
        leftLength = length;
        entry = spare;
        length = 0;
        if (entries.isValid()) {
            length = entries.key(entry);
            if (length > entry.length) {
                entry = new byte[length];
                length = entries.key(entry);
            }
        }
    }

    boolean isValid() {
        return length > 0;
    }

    /** The key whose version this is. */
    byte[] key() {
        return Arrays.copyOf(entry, length - Layout.VERSION_SUFFIX);
    }

    boolean isOf(byte[] key) {
        return length == key.length + Layout.VERSION_SUFFIX && Arrays.equals(entry, 0, key.length, key, 0, key.length);
    }

    /** Whether the last move stayed at the key. */
    boolean isOfSameKey() {
        int end = length - Layout.VERSION_SUFFIX;
        return length > 0 && length == leftLength && Arrays.equals(entry, 0, end, left, 0, end);
    }

    /** Whether this version and those before it are of lesser keys. */
    boolean isBefore(byte[] key) {
        return Arrays.compareUnsigned(entry, 0, length, key, 0, key.length) < 0;
    }

    long revision() {
        return ~Layout.numberAt(entry, length - 2 * Layout.NUMBER);
    }

    /** What the version holds; null when it says that the key was deleted. */
    @Nullable
    KeyValue item() {
        long created = Layout.numberAt(entry, length - Layout.NUMBER);
        if (created == 0) {
            return null;
        }
        String key = new String(entry, 0, length - Layout.VERSION_SUFFIX, UTF_8);
        return new KeyValue(key, entries.value(), created, revision());
    }

    /** An iterator that ended may have failed. */
    void check() {
        Reader.check(versions);
    }

    @Override
    public void close() {
        entries.close();
        versions.close();
    }
}
