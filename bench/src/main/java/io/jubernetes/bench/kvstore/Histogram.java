package io.jubernetes.bench.kvstore;

import java.util.concurrent.atomic.AtomicLongArray;

/** Counts times in buckets of about 3 %. Any thread may record. */
public final class Histogram {

    private static final int STEPS = 32;

    private final AtomicLongArray counts = new AtomicLongArray(64 * STEPS);

    public void record(long nanos) {
        counts.incrementAndGet(bucket(Math.max(1, nanos)));
    }

    private static int bucket(long nanos) {
        int power = 63 - Long.numberOfLeadingZeros(nanos);
        long within = power >= 5 ? nanos >>> power - 5 : nanos << 5 - power;
        return power * STEPS + (int) (within & STEPS - 1);
    }

    public long count() {
        long sum = 0;
        for (int i = 0; i < counts.length(); i++) {
            sum += counts.get(i);
        }
        return sum;
    }

    /** The time that the given share of all was within, in milliseconds. */
    public double millis(double share) {
        long rank = (long) Math.ceil(count() * share);
        long seen = 0;
        for (int i = 0; i < counts.length(); i++) {
            seen += counts.get(i);
            if (seen >= rank && seen > 0) {
                return upperBound(i) / 1e6;
            }
        }
        return 0;
    }

    private static double upperBound(int bucket) {
        return Math.scalb(1 + (bucket % STEPS + 1.0) / STEPS, bucket / STEPS);
    }
}
