package io.jubernetes.apiserver.metrics;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** How long something takes, by labels. Whoever observes sees to it that there are few labels. */
final class Timings {

    private static final double NANOS = 1e9;

    private final String name;
    private final String help;
    private final double[] bounds;
    private final Map<List<String>, Points> series = new ConcurrentHashMap<>();

    /** @param bounds in seconds, ascending */
    Timings(String name, String help, double... bounds) {
        this.name = name;
        this.help = help;
        this.bounds = bounds;
    }

    /** Bounds that double from one to the next. */
    static double[] doubling(double first, int count) {
        double[] bounds = new double[count];
        Arrays.setAll(bounds, i -> first * (1 << i));
        return bounds;
    }

    private static final class Points {
        private final LongAdder[] buckets;
        private final LongAdder nanos = new LongAdder();

        Points(int size) {
            buckets = new LongAdder[size];
            Arrays.setAll(buckets, i -> new LongAdder());
        }
    }

    /** @param labels names and values in turn */
    void observe(long nanos, String... labels) {
        Points points = series.computeIfAbsent(List.of(labels), l -> new Points(bounds.length + 1));
        int at = 0;
        while (at < bounds.length && nanos > bounds[at] * NANOS) {
            at++;
        }
        points.buckets[at].increment();
        points.nanos.add(nanos);
    }

    /** How often each was observed. */
    void writeCounts(MetricText text, String family, String meaning) {
        text.family(family, "counter", meaning);
        series.forEach((labels, points) -> text.sample(
                Arrays.stream(points.buckets).mapToLong(LongAdder::sum).sum(), labels.toArray(String[]::new)));
    }

    void write(MetricText text) {
        text.family(name, "histogram", help);
        series.forEach((labels, points) -> write(text, labels, points));
    }

    private void write(MetricText text, List<String> labels, Points points) {
        String[] own = labels.toArray(String[]::new);
        long count = 0;
        for (int i = 0; i <= bounds.length; i++) {
            count += points.buckets[i].sum();
            String[] all = Arrays.copyOf(own, own.length + 2);
            all[own.length] = "le";
            all[own.length + 1] = i == bounds.length ? "+Inf" : bound(bounds[i]);
            text.sample("_bucket", count, all);
        }
        text.sample("_sum", points.nanos.sum() / NANOS, own);
        text.sample("_count", count, own);
    }

    private static String bound(double seconds) {
        return seconds == Math.rint(seconds) ? Long.toString((long) seconds) : Double.toString(seconds);
    }
}
