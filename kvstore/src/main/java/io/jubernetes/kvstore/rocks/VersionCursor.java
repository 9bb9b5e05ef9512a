package io.jubernetes.kvstore.rocks;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jubernetes.kvstore.KeyValue;
import io.jubernetes.kvstore.rocks.Database.Family;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksIterator;

/**
 * A place among the versions of a view. RocksDB writes keys and values into arrays that are used again and again: letting it make
 * an array for each took longer than all the rest of a sweep.
 */
final class VersionCursor implements AutoCloseable {

    private final RocksIterator versions;

    /** The entry's key and how much of it is in use; less than a suffix: behind the end. */
    private byte[] entry = new byte[512];

    private int length;
    private byte[] value = new byte[4 << 10];

    VersionCursor(View view, ReadOptions options) {
        this(view.database(), options);
    }

    VersionCursor(Database database, ReadOptions options) {
        this.versions = database.iterate(Family.VERSIONS, options);
    }

    void seek(byte[] place) {
        versions.seek(place);
        look();
    }

    void next() {
        versions.next();
        look();
    }

    private void look() {
        length = 0;
        if (versions.isValid()) {
            length = versions.key(entry);
            if (length > entry.length) {
                entry = new byte[length];
                length = versions.key(entry);
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

    long revision() {
        return ~Layout.numberAt(entry, length - 2 * Layout.NUMBER);
    }

    /** What the version holds; null when it says that the key was deleted. */
    @Nullable
    KeyValue item() {
        long created = Layout.numberAt(entry, length - Layout.NUMBER);
        String key = new String(entry, 0, length - Layout.VERSION_SUFFIX, UTF_8);
        return created == 0 ? null : new KeyValue(key, value(), created, revision());
    }

    private byte[] value() {
        int size = versions.value(value);
        if (size > value.length) {
            value = new byte[size];
            size = versions.value(value);
        }
        return Arrays.copyOf(value, size);
    }

    /** An iterator that ended may have failed. */
    void check() {
        Reader.check(versions);
    }

    @Override
    public void close() {
        versions.close();
    }
}
