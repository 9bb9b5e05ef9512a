package io.jubernetes.bench.kvstore;

import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Lists: each object was written, and every second one overwritten. */
final class RangeBench {

    private static final int OBJECTS = 10_000;

    private final Place place;
    private final Effort effort;
    private final Report report;

    RangeBench(Place place, Effort effort, Report report) {
        this.place = place;
        this.effort = effort;
        this.report = report;
    }

    void run() throws IOException, InterruptedException {
        measure("", true);
        measure("-reopened", false);
        place.forget("range");
    }

    /** Right after writing everything is in memory, ours in memtables; after a restart it comes from tables. */
    private void measure(String state, boolean fill) throws IOException, InterruptedException {
        try (OurStore ours = place.ours("range")) {
            @Nullable Etcd etcd = place.etcd("range");
            if (fill) {
                fill(ours);
            }
            if (fill && etcd != null) {
                fill(etcd);
            }
            for (int limit : new int[] {1_000, OBJECTS}) {
                Double peer = etcd == null ? null : median(etcd, limit);
                report.add("range-" + limit + state, median(ours, limit), peer, "ms");
            }
            if (etcd != null) {
                etcd.close();
            }
        }
    }

    private void fill(Subject subject) throws InterruptedException {
        Values values = new Values(2048);
        Filling.of(place.environment(), subject, values, OBJECTS + OBJECTS / 2, OBJECTS);
    }

    private double median(Subject subject, int limit) {
        int times = 10 + 20 * effort.rounds();
        long[] nanos = new long[times];
        for (int i = -5; i < times; i++) {
            long begin = place.environment().nanoTime();
            int found = subject.range("/registry/pods/", limit == OBJECTS ? 0 : limit);
            if (found != limit) {
                throw new IllegalStateException("objects: " + found + " (expected: " + limit + ")");
            }
            nanos[Math.max(i, 0)] = place.environment().nanoTime() - begin;
        }
        Arrays.sort(nanos);
        return nanos[times / 2] / 1e6;
    }
}
