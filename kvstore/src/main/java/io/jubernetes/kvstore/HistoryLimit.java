package io.jubernetes.kvstore;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * How much history a store keeps, and what is given up when it is more. Whoever owns it looks from time to time; history goes when
 * either bound is passed, the oldest first.
 *
 * <p>It knows the ages of revisions that it saw itself: what was there at the first look counts as written then. Used by one thread
 * at a time.
 */
public final class HistoryLimit {

    /** Beyond the bound history is cut to this part of it, so that not every look has to cut. */
    private static final double LEFT = 0.75;

    /**
     * How far back watches can resume and old revisions can be read.
     *
     * @param age of what is replaced or deleted; zero for any
     * @param bytes that history may take on the disk, about, where the store {@linkplain VersionedStore#historyBytes knows};
     *     0 for any number
     */
    public record Bounds(Duration age, long bytes) {

        public static final Bounds DEFAULT = new Bounds(Duration.ofHours(24), 1L << 30);

        public Bounds {
            if (age.isNegative()) {
                throw new IllegalArgumentException("age: " + age + " (expected: >= 0)");
            }
            if (bytes < 0) {
                throw new IllegalArgumentException("bytes: " + bytes + " (expected: >= 0)");
            }
        }
    }

    private record Sample(Instant time, long revision) {}

    private final VersionedStore store;
    private final Bounds bounds;

    /** The oldest first. */
    private final Deque<Sample> samples = new ArrayDeque<>();

    /** Where history shall begin; behind where it does when the store could not compact. */
    private long due;

    public HistoryLimit(VersionedStore store, Bounds bounds) {
        this.store = store;
        this.bounds = bounds;
    }

    /**
     * Gives up what is too old or too much.
     *
     * @return the revision that the store was compacted to; 0 when nothing had to go
     * @throws StoreException when the store cannot; the next look tries again
     */
    public long look(Instant now) {
        due = Math.max(due, Math.max(tooOld(now), tooMuch()));
        if (due <= store.compactedRevision()) {
            return 0;
        }
        store.compact(due);
        return due;
    }

    /** The newest revision that is known to be too old; 0 for none. */
    private long tooOld(Instant now) {
        if (bounds.age().isZero()) {
            return 0;
        }
        samples.addLast(new Sample(now, store.revision()));
        Instant before = now.minus(bounds.age());
        long old = 0;
        while (samples.getFirst().time().isBefore(before)) {
            old = samples.removeFirst().revision();
        }
        return old;
    }

    /** Where to cut so that a part of the bound is left, as if all revisions took the same room; 0 when it is not too much. */
    private long tooMuch() {
        long bytes = bounds.bytes() == 0 ? 0 : store.historyBytes();
        if (bytes <= bounds.bytes()) {
            return 0;
        }
        long revision = store.revision();
        double kept = LEFT * bounds.bytes() / bytes;
        return revision - (long) ((revision - store.compactedRevision()) * kept);
    }
}
