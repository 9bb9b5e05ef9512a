package io.jubernetes.kvstore.rocks;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jubernetes.kvstore.KeyValue;
import io.jubernetes.kvstore.RangeRequest;
import io.jubernetes.kvstore.RangeResult;
import io.jubernetes.kvstore.rocks.Database.Family;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksIterator;
import org.rocksdb.Slice;

/**
 * Reads the state at an older revision: walks {@code current} and {@code versions} side by side, for a key may be in either
 * one alone, and takes for each key what it held then.
 */
final class HistoryReader implements AutoCloseable {

    private final View view;
    private final long revision;
    private final ReadOptions options;
    private final Slice end;
    private final RocksIterator current;
    private final RocksIterator versions;

    private HistoryReader(View view, long revision, Reader.KeyRange range) {
        this.view = view;
        this.revision = revision;
        this.end = range.bound();
        this.options = view.options().setIterateUpperBound(end);
        this.current = view.database().iterate(Family.CURRENT, options);
        this.versions = view.database().iterate(Family.VERSIONS, options);
    }

    static @Nullable KeyValue get(View view, String key, long revision) {
        KeyValue now = Reader.get(view, key);
        if (now != null && now.modRevision() <= revision) {
            return now;
        }
        try (HistoryReader reader = new HistoryReader(view, revision, new Reader.KeyRange(new byte[0], null))) {
            return reader.older(Layout.text(key));
        }
    }

    static RangeResult range(View view, RangeRequest request) {
        if (request.prefix().indexOf('\0') >= 0) {
            return new RangeResult(List.of(), 0, request.revision());
        }
        try (HistoryReader reader = new HistoryReader(view, request.revision(), Reader.KeyRange.of(request))) {
            return reader.collect(request);
        }
    }

    private RangeResult collect(RangeRequest request) {
        List<KeyValue> found = new ArrayList<>();
        long remaining = 0;
        seek(request);
        for (byte[] key = nextKey(); key != null; key = nextKey()) {
            KeyValue item = take(key);
            if (item != null) {
                if (request.limit() == 0 || found.size() < request.limit()) {
                    found.add(item);
                } else {
                    remaining++;
                }
            }
        }
        Reader.check(current);
        Reader.check(versions);
        return new RangeResult(List.copyOf(found), remaining, revision);
    }

    /** Goes to the first key of the range. No key holds U+0000, so a place behind one is a place behind what stands before it. */
    private void seek(RangeRequest request) {
        byte[] start = Reader.KeyRange.of(request).start();
        current.seek(start);
        int nul = request.startAfter().indexOf('\0');
        String after = nul < 0 ? request.startAfter() : request.startAfter().substring(0, nul);
        byte[] behind = Layout.behindVersions(Layout.text(after));
        byte[] prefix = Layout.text(request.prefix());
        boolean fromPrefix = after.isEmpty() || Arrays.compareUnsigned(Layout.text(after), prefix) < 0;
        versions.seek(fromPrefix ? prefix : behind);
    }

    private byte @Nullable [] nextKey() {
        byte[] present = current.isValid() ? current.key() : null;
        byte[] changed = versions.isValid() ? Layout.keyOfVersion(versions.key()) : null;
        if (present == null || changed == null) {
            return present == null ? changed : present;
        }
        return Arrays.compareUnsigned(present, changed) <= 0 ? present : changed;
    }

    /** What the key held, and both walks moved behind it. */
    private @Nullable KeyValue take(byte[] key) {
        KeyValue item = null;
        if (current.isValid() && Arrays.equals(current.key(), key)) {
            byte[] stored = current.value();
            if (Layout.modRevision(stored) <= revision) {
                item = Layout.item(new String(key, UTF_8), stored, stored.length);
            }
            current.next();
        }
        if (versions.isValid() && Arrays.equals(Layout.keyOfVersion(versions.key()), key)) {
            item = item == null ? older(key) : item;
            versions.seek(Layout.behindVersions(key));
        }
        return item;
    }

    /** What the first change of the key after the revision replaced, unless that was newer than the revision too. */
    private @Nullable KeyValue older(byte[] key) {
        versions.seek(Layout.versionKey(key, revision + 1));
        if (!versions.isValid() || !Arrays.equals(Layout.keyOfVersion(versions.key()), key)) {
            Reader.check(versions);
            return null;
        }
        if (Layout.number(versions.value()) > revision) {
            return null;
        }
        return ChangeLog.replaced(view, key, Layout.revisionOfVersion(versions.key()));
    }

    @Override
    public void close() {
        versions.close();
        current.close();
        end.close();
        options.close();
    }
}
