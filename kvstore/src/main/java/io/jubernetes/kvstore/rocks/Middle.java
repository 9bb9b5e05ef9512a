package io.jubernetes.kvstore.rocks;

import io.jubernetes.kvstore.rocks.Database.Family;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rocksdb.Range;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksIterator;
import org.rocksdb.SizeApproximationFlag;
import org.rocksdb.Slice;

/**
 * Looks for a key with about as many bytes of versions before it as behind it, by what RocksDB estimates of tables and memory. Each
 * step halves the distance between two keys, read as numbers from where they differ, and goes on from the key that it meets there:
 * some ten steps of a few microseconds.
 */
final class Middle {

    private static final int STEPS = 24;

    private final Database database;
    private final byte[] begin;

    private Middle(Database database, byte[] begin) {
        this.database = database;
        this.begin = begin;
    }

    /** A key between two places; null when none is found. */
    static byte @Nullable [] of(View view, byte[] begin, byte[] end) {
        try (Slice bound = new Slice(end);
                ReadOptions options = view.options().setIterateUpperBound(bound);
                RocksIterator keys = view.database().iterate(Family.CURRENT, options)) {
            keys.seekToLast();
            boolean some = keys.isValid() && Arrays.compareUnsigned(begin, keys.key()) < 0;
            return some ? new Middle(view.database(), begin).search(keys, keys.key()) : null;
        }
    }

    private byte @Nullable [] search(RocksIterator keys, byte[] last) {
        long all = bytesBetween(database, begin, last);
        byte[] low = begin;
        byte[] high = last;
        for (int i = 0; i < STEPS; i++) {
            byte[] place = between(low, high);
            if (Arrays.compareUnsigned(place, low) <= 0) {
                return null;
            }
            keys.seek(place);
            if (!keys.isValid()) {
                return null;
            }
            byte[] key = keys.key();
            long off = Arrays.compareUnsigned(key, high) < 0 ? 2 * bytesBetween(database, begin, key) - all : all;
            if (Math.abs(off) < all / 8) {
                return key;
            }
            if (off > 0) {
                high = place;
            } else {
                low = key;
            }
        }
        return null;
    }

    /** Half way between two keys. */
    private static byte[] between(byte[] low, byte[] high) {
        int same = Arrays.mismatch(low, high);
        long from = number(low, same);
        long half = number(high, same) - from >>> 1;
        return ByteBuffer.allocate(same + Long.BYTES)
                .put(low, 0, same)
                .putLong(from + half)
                .array();
    }

    /** The eight bytes from a place on, with zeros behind the end. */
    private static long number(byte[] key, int at) {
        return Layout.number(Arrays.copyOfRange(key, at, at + Long.BYTES));
    }

    /** About how many bytes of versions lie between two places. */
    static long bytesBetween(Database database, byte[] begin, byte[] end) {
        try (Slice from = new Slice(begin);
                Slice to = new Slice(end)) {
            return database.db()
                    .getApproximateSizes(
                            database.handle(Family.VERSIONS),
                            List.of(new Range(from, to)),
                            SizeApproximationFlag.INCLUDE_FILES,
                            SizeApproximationFlag.INCLUDE_MEMTABLES)[0];
        }
    }
}
