package io.jubernetes.kvstore.rocks;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jubernetes.kvstore.KeyValue;
import io.jubernetes.kvstore.Keys;
import io.jubernetes.kvstore.RangeRequest;
import io.jubernetes.kvstore.RangeResult;
import io.jubernetes.kvstore.rocks.Database.Family;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Slice;

/** Reads the newest state of a view: {@code current} in one sweep. */
final class Reader {

    private Reader() {}

    static @Nullable KeyValue get(View view, String key) {
        byte[] stored = view.database().get(Family.CURRENT, view.shared(), Layout.text(key));
        return stored == null ? null : Layout.item(key, stored, stored.length);
    }

    static RangeResult range(View view, RangeRequest request) {
        KeyRange range = KeyRange.of(request);
        try (Slice end = range.bound();
                ReadOptions options = view.options().setIterateUpperBound(end);
                RocksIterator items = view.database().iterate(Family.CURRENT, options)) {
            List<KeyValue> found = new ArrayList<>();
            Value value = new Value();
            items.seek(range.start());
            while (items.isValid() && (request.limit() == 0 || found.size() < request.limit())) {
                found.add(value.item(new String(items.key(), UTF_8), items));
                items.next();
            }
            return new RangeResult(List.copyOf(found), count(items), view.revision());
        }
    }

    static long count(View view, Family family) {
        try (ReadOptions options = view.options();
                RocksIterator entries = view.database().iterate(family, options)) {
            entries.seekToFirst();
            return count(entries);
        }
    }

    private static long count(RocksIterator items) {
        long count = 0;
        for (; items.isValid(); items.next()) {
            count++;
        }
        check(items);
        return count;
    }

    /** An iterator that ended may have failed. */
    static void check(RocksIterator items) {
        try {
            items.status();
        } catch (RocksDBException e) {
            throw Database.fault(e);
        }
    }

    /** A buffer for values, used again for each. */
    private static final class Value {
        private byte[] buffer = new byte[8 << 10];

        KeyValue item(String key, RocksIterator items) {
            int length = items.value(buffer);
            if (length > buffer.length) {
                buffer = new byte[Math.max(length, buffer.length * 2)];
                length = items.value(buffer);
            }
            return Layout.item(key, buffer, length);
        }
    }

    /** Where a range begins and ends, in bytes. @param end null when nothing bounds it */
    record KeyRange(byte[] start, byte @Nullable [] end) {

        static KeyRange of(RangeRequest request) {
            byte[] prefix = Layout.text(request.prefix());
            byte[] after = Layout.text(request.startAfter());
            boolean fromPrefix = Arrays.compareUnsigned(after, prefix) < 0 || after.length == 0;
            return new KeyRange(fromPrefix ? prefix : Arrays.copyOf(after, after.length + 1), end(request.prefix()));
        }

        private static byte @Nullable [] end(String prefix) {
            String end = Keys.prefixEnd(prefix);
            return end == null ? null : Layout.text(end);
        }

        /** Bounds an iterator; must live as long as it does. */
        Slice bound() {
            return new Slice(end == null ? new byte[] {(byte) 0xff} : end);
        }
    }
}
