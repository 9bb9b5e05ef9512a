package io.jubernetes.kvstore.etcd;

import java.util.concurrent.locks.ReentrantLock;

/**
 * The compacted revision. etcd does not tell it but refuses to read what is older, so it is searched for by reading: one
 * request while nothing was compacted since the last search, else about twice as many as the number of revisions has digits
 * in base two.
 */
final class CompactionFloor {

    private final Reader reader;
    private final ReentrantLock lock = new ReentrantLock();

    /** The compacted revision is not before it; only grows. */
    private volatile long known;

    CompactionFloor(Reader reader) {
        this.reader = reader;
    }

    long known() {
        return known;
    }

    void learn(long compacted) {
        lock.lock();
        try {
            known = Math.max(known, compacted);
        } finally {
            lock.unlock();
        }
    }

    /** The compacted revision now; 0 when nothing was compacted. */
    long find() {
        long low = known;
        if (reader.retains(Math.max(1, low))) {
            return low;
        }
        // low cannot be read, high can
        long step = 1;
        long high = low + step;
        while (!reader.retains(high)) {
            low = high;
            step *= 2;
            high = Math.min(low + step, reader.head().revision());
        }
        while (high - low > 1) {
            long middle = low + (high - low) / 2;
            if (reader.retains(middle)) {
                high = middle;
            } else {
                low = middle;
            }
        }
        learn(high);
        return known;
    }
}
