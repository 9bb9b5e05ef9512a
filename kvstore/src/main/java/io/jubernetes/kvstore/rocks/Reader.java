package io.jubernetes.kvstore.rocks;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jubernetes.kvstore.ContentHash;
import io.jubernetes.kvstore.KeyValue;
import io.jubernetes.kvstore.RangeRequest;
import io.jubernetes.kvstore.RangeResult;
import io.jubernetes.kvstore.rocks.Database.Family;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;

/** Reads a view: its newest state, and older ones. */
final class Reader {

    private Reader() {}

    /** The newest value. */
    static @Nullable KeyValue get(View view, String key) {
        return get(view, key, view.revision());
    }

    /** What the key held at a revision: its newest version that is not newer. */
    static @Nullable KeyValue get(View view, String key, long revision) {
        byte[] name = Layout.text(key);
        try (VersionCursor versions = new VersionCursor(view, view.shared())) {
            versions.seek(Layout.versionAt(name, revision));
            versions.check();
            return versions.isOf(name) ? versions.item() : null;
        }
    }

    /** A version that is known to be there. */
    static KeyValue version(View view, byte[] key, long revision, long createRevision) {
        byte[] versionKey = Layout.versionKey(key, revision, createRevision);
        byte[] value = view.database().get(Family.VERSIONS, view.shared(), versionKey);
        if (value == null) {
            throw new IllegalStateException(
                    "a version that is named but missing: key=" + new String(key, UTF_8) + " revision=" + revision);
        }
        return new KeyValue(new String(key, UTF_8), value, createRevision, revision);
    }

    static RangeResult range(View view, RangeRequest request, SecondReader second) {
        if (request.prefix().indexOf('\0') >= 0) {
            return new RangeResult(List.of(), 0, request.revision() == 0 ? view.revision() : request.revision());
        }
        try (RangeScan scan = new RangeScan(view, request)) {
            return scan.collect(second);
        }
    }

    /** The hash of the content at a revision, from the record of the turn that made it. */
    static ContentHash content(View view, long revision) {
        if (revision == view.revision() || revision == 0) {
            return revision == 0 ? ContentHash.EMPTY : view.head().content();
        }
        try (ReadOptions options = view.options();
                RocksIterator changes = view.database().iterate(Family.CHANGES, options)) {
            changes.seek(Layout.number(revision));
            check(changes);
            if (changes.isValid()) {
                for (TurnRecord.Revision made : TurnRecord.decode(changes.value())) {
                    if (made.revision() == revision) {
                        return made.content();
                    }
                }
            }
        }
        throw new IllegalStateException("a revision without its record: revision=" + revision);
    }

    static long count(View view, Family family) {
        try (ReadOptions options = view.options();
                RocksIterator entries = view.database().iterate(family, options)) {
            entries.seekToFirst();
            long count = 0;
            for (; entries.isValid(); entries.next()) {
                count++;
            }
            check(entries);
            return count;
        }
    }

    /** An iterator that ended may have failed. */
    static void check(RocksIterator items) {
        try {
            items.status();
        } catch (RocksDBException e) {
            throw Database.fault(e);
        }
    }
}
