package io.jubernetes.kvstore.rocks;

import io.jubernetes.kvstore.KeyValue;
import io.jubernetes.kvstore.Keys;
import io.jubernetes.kvstore.RangeRequest;
import io.jubernetes.kvstore.RangeResult;
import io.jubernetes.kvstore.rocks.Database.Family;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksIterator;
import org.rocksdb.Slice;

/**
 * One sweep over the versions of a range. The newest version of a key comes first, so the first one that is not newer than the
 * revision asked for is the one, and the rest of the key is passed over:
 *
 * <pre>
 *   a@9  a@4  a@1   b@7   c@8 (deleted)  c@3   …        at revision 5:  a@4, no b, c@3
 * </pre>
 */
final class RangeScan implements AutoCloseable {

    /** So many versions are stepped over one by one; where there are more, seeking is faster. */
    private static final int STEPS = 8;

    private final View view;
    private final RangeRequest request;
    private final long revision;
    private final Slice end;
    private final ReadOptions options;
    private final VersionCursor versions;
    private final List<KeyValue> found = new ArrayList<>();

    private long remaining;

    RangeScan(View view, RangeRequest request) {
        this.view = view;
        this.request = request;
        this.revision = request.revision() == 0 ? view.revision() : request.revision();
        this.end = new Slice(end(request.prefix()));
        this.options = view.options().setIterateUpperBound(end);
        this.versions = new VersionCursor(view, options);
    }

    private static byte[] end(String prefix) {
        String end = Keys.prefixEnd(prefix);
        return end == null ? new byte[] {(byte) 0xff} : Layout.text(end);
    }

    RangeResult collect() {
        versions.seek(start());
        while (versions.isValid() && !isFull()) {
            take();
        }
        versions.check();
        if (isFull()) {
            countRest();
        }
        return new RangeResult(List.copyOf(found), remaining, revision);
    }

    private boolean isFull() {
        return request.limit() != 0 && found.size() >= request.limit();
    }

    /** No key holds U+0000, so a place behind one is a place behind what stands before it. */
    private byte[] start() {
        byte[] prefix = Layout.text(request.prefix());
        int nul = request.startAfter().indexOf('\0');
        byte[] after = Layout.text(
                nul < 0 ? request.startAfter() : request.startAfter().substring(0, nul));
        return after.length == 0 || Arrays.compareUnsigned(after, prefix) < 0 ? prefix : Layout.behindVersions(after);
    }

    /** Takes what the key under the cursor held, and moves behind the key. */
    private void take() {
        byte[] key = versions.key();
        if (versions.revision() > revision) {
            versions.seek(Layout.versionAt(key, revision));
        }
        if (!versions.isOf(key)) {
            return;
        }
        KeyValue item = versions.item();
        if (item != null) {
            found.add(item);
        }
        pass(key);
    }

    private void pass(byte[] key) {
        for (int i = 0; i < STEPS; i++) {
            versions.next();
            if (!versions.isOf(key)) {
                return;
            }
        }
        versions.seek(Layout.behindVersions(key));
    }

    /** Counts what lies behind a full page: for the newest state without a look at the values. */
    private void countRest() {
        if (revision == view.revision()) {
            countCurrent();
            return;
        }
        int taken = found.size();
        while (versions.isValid()) {
            take();
            remaining += found.size() - taken;
            found.subList(taken, found.size()).clear();
        }
        versions.check();
    }

    private void countCurrent() {
        try (RocksIterator rest = view.database().iterate(Family.CURRENT, options)) {
            byte[] last = Layout.text(found.getLast().key());
            rest.seek(Layout.behindVersions(last));
            for (; rest.isValid(); rest.next()) {
                remaining++;
            }
            Reader.check(rest);
        }
    }

    @Override
    public void close() {
        versions.close();
        options.close();
        end.close();
    }
}
