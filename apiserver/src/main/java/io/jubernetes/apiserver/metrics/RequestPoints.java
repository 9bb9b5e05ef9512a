package io.jubernetes.apiserver.metrics;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** The numbers of one series of requests. */
final class RequestPoints {

    private static final int[] BOUNDS = {
        5, 25, 50, 100, 200, 400, 600, 800, 1000, 1250, 1500, 2000, 3000, 4000, 5000, 6000, 8000, 10_000, 15_000,
        20_000, 30_000, 45_000, 60_000
    };

    /** The first bound that objectives know. */
    static final int OBJECTIVES = 2;

    private static final int[] SIZE_BOUNDS = {1000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000};

    private static final double NANOS = 1e9;
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final LongAdder[] durations = new LongAdder[BOUNDS.length + 1];
    private final LongAdder sum = new LongAdder();
    private final LongAdder[] sizes = new LongAdder[SIZE_BOUNDS.length + 1];
    private final LongAdder bytes = new LongAdder();
    private final LongAdder events = new LongAdder();
    private final Map<Integer, LongAdder> codes = new ConcurrentHashMap<>();
    private final LongAdder running = new LongAdder();

    RequestPoints() {
        Arrays.setAll(durations, i -> new LongAdder());
        Arrays.setAll(sizes, i -> new LongAdder());
    }

    void observe(int code, long nanos) {
        int at = 0;
        while (at < BOUNDS.length && nanos > BOUNDS[at] * NANOS_PER_MILLI) {
            at++;
        }
        durations[at].increment();
        sum.add(nanos);
        codes.computeIfAbsent(code, c -> new LongAdder()).increment();
    }

    /** The size of the body of an answer. */
    void observeSize(long size) {
        int at = 0;
        while (at < SIZE_BOUNDS.length && size > SIZE_BOUNDS[at]) {
            at++;
        }
        sizes[at].increment();
        bytes.add(size);
    }

    /** What a watcher was sent. */
    void sentEvents(int count) {
        events.add(count);
    }

    long events() {
        return events.sum();
    }

    void began() {
        running.increment();
    }

    void ended() {
        running.decrement();
    }

    long running() {
        return running.sum();
    }

    Map<Integer, LongAdder> codes() {
        return new TreeMap<>(codes);
    }

    /** The labels of a series, and more behind them. */
    @FunctionalInterface
    interface Labels {
        String[] with(String... more);
    }

    /** @param from the first bound that is told */
    void writeDurations(MetricText text, Labels labels, int from) {
        long count = 0;
        for (int i = 0; i < BOUNDS.length; i++) {
            count += durations[i].sum();
            if (i >= from) {
                text.sample("_bucket", count, labels.with("le", bound(BOUNDS[i])));
            }
        }
        count += durations[BOUNDS.length].sum();
        text.sample("_bucket", count, labels.with("le", "+Inf"));
        text.sample("_sum", sum.sum() / NANOS, labels.with());
        text.sample("_count", count, labels.with());
    }

    void writeSizes(MetricText text, RequestSeries series) {
        long count = Arrays.stream(sizes).mapToLong(LongAdder::sum).sum();
        if (count == 0) {
            return;
        }
        long upTo = 0;
        for (int i = 0; i < SIZE_BOUNDS.length; i++) {
            upTo += sizes[i].sum();
            text.sample("_bucket", upTo, series.labels("le", exponential(i)));
        }
        text.sample("_bucket", count, series.labels("le", "+Inf"));
        text.sample("_sum", bytes.sum(), series.labels());
        text.sample("_count", count, series.labels());
    }

    /** As Go writes large numbers. */
    private static String exponential(int at) {
        return SIZE_BOUNDS[at] < 1_000_000 ? Integer.toString(SIZE_BOUNDS[at]) : "1e+0" + (at + 3);
    }

    private static String bound(int millis) {
        return millis % 1000 == 0 ? Integer.toString(millis / 1000) : Double.toString(millis / 1000.0);
    }
}
