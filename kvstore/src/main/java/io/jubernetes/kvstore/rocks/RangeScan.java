package io.jubernetes.kvstore.rocks;

import io.jubernetes.kvstore.KeyValue;
import io.jubernetes.kvstore.Keys;
import io.jubernetes.kvstore.RangeRequest;
import io.jubernetes.kvstore.RangeResult;
import io.jubernetes.kvstore.rocks.Database.Family;
import java.util.Arrays;
import java.util.List;
import org.rocksdb.RocksIterator;

/** Answers one request for a range: a sweep, or two side by side where everything is asked for and it is much. */
final class RangeScan implements AutoCloseable {

    /** So many items are read before it is asked how much there is. */
    private static final int ALONE = 100;

    private final View view;
    private final RangeRequest request;
    private final long revision;
    private final byte[] end;
    private final Sweep sweep;
    private final List<KeyValue> found;

    private long remaining;

    RangeScan(View view, RangeRequest request) {
        this.view = view;
        this.request = request;
        this.revision = request.revision() == 0 ? view.revision() : request.revision();
        this.end = end(request.prefix());
        this.sweep = new Sweep(view, end, revision);
        this.found = sweep.found();
    }

    private static byte[] end(String prefix) {
        String end = Keys.prefixEnd(prefix);
        return end == null ? new byte[] {(byte) 0xff} : Layout.text(end);
    }

    RangeResult collect(SecondReader second) {
        sweep.seek(start());
        if (request.limit() == 0) {
            takeAll(second);
        } else {
            takePage();
        }
        return new RangeResult(List.copyOf(found), remaining, revision);
    }

    /** No key holds U+0000, so a place behind one is a place behind what stands before it. */
    private byte[] start() {
        byte[] prefix = Layout.text(request.prefix());
        int nul = request.startAfter().indexOf('\0');
        byte[] after = Layout.text(
                nul < 0 ? request.startAfter() : request.startAfter().substring(0, nul));
        return after.length == 0 || Arrays.compareUnsigned(after, prefix) < 0 ? prefix : Layout.behindVersions(after);
    }

    private void takeAll(SecondReader second) {
        while (sweep.goesOn() && found.size() < ALONE) {
            sweep.take();
        }
        SecondHalf half = sweep.goesOn() ? second.start(view, sweep.key(), end, revision) : null;
        while (sweep.goesOn() && (half == null || !half.takesOver(sweep))) {
            sweep.take();
        }
        if (half != null) {
            found.addAll(half.rest());
        }
    }

    private void takePage() {
        while (sweep.goesOn() && found.size() < request.limit()) {
            sweep.take();
        }
        if (found.size() == request.limit()) {
            countRest();
        }
    }

    /** Counts what lies behind a full page: for the newest state without a look at the values. */
    private void countRest() {
        if (revision == view.revision()) {
            countCurrent();
            return;
        }
        int taken = found.size();
        while (sweep.goesOn()) {
            sweep.take();
            remaining += found.size() - taken;
            found.subList(taken, found.size()).clear();
        }
    }

    private void countCurrent() {
        try (RocksIterator rest = view.database().iterate(Family.CURRENT, sweep.options())) {
            byte[] last = Layout.text(found.getLast().key());
            for (rest.seek(Layout.behindVersions(last)); rest.isValid(); rest.next()) {
                remaining++;
            }
            Reader.check(rest);
        }
    }

    @Override
    public void close() {
        sweep.close();
    }
}
