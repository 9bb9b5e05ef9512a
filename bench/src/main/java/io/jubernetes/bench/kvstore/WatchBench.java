package io.jubernetes.bench.kvstore;

import io.jubernetes.apimachinery.environment.Environment;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How long after its writer began a write reaches the watchers, at 2,000 writes a second as far as the subject keeps up. */
final class WatchBench {

    private static final int PER_SECOND = 2_000;
    private static final int WRITERS = 32;
    private static final List<Integer> WATCHERS = List.of(1, 500);

    private final Place place;
    private final Effort effort;
    private final Report report;

    WatchBench(Place place, Effort effort, Report report) {
        this.place = place;
        this.effort = effort;
        this.report = report;
    }

    /** One after the other: what etcd still has to tell hundreds of watchers took the processor from us. */
    void run() throws Exception {
        List<Result> mine;
        try (OurStore ours = place.ours("watch")) {
            measure(ours, 1);
            mine = measureEach(ours);
        }
        try (@Nullable Etcd etcd = place.etcd("watch")) {
            @Nullable List<Result> peers = etcd == null ? null : measureEach(etcd);
            for (int i = 0; i < WATCHERS.size(); i++) {
                report(WATCHERS.get(i), mine.get(i), peers == null ? null : peers.get(i));
            }
        }
        place.forget("watch");
    }

    private List<Result> measureEach(Subject subject) throws Exception {
        List<Result> results = new ArrayList<>();
        for (int watchers : WATCHERS) {
            results.add(measure(subject, watchers));
        }
        return results;
    }

    private void report(int watchers, Result mine, @Nullable Result peer) {
        String id = "watch-" + watchers;
        report.add(id + "-p50", mine.p50(), peer == null ? null : peer.p50(), "ms");
        report.add(id + "-p99", mine.p99(), peer == null ? null : peer.p99(), "ms");
        report.add(id + "-writes", mine.rate(), peer == null ? null : peer.rate(), "1/s");
    }

    /** @param rate events that all watchers together got, a second and watcher */
    private record Result(double p50, double p99, double rate) {}

    private Result measure(Subject subject, int watchers) throws Exception {
        Histogram times = new Histogram();
        List<AutoCloseable> watches = new ArrayList<>();
        Environment environment = place.environment();
        for (int i = 0; i < watchers; i++) {
            watches.add(subject.watch(
                    "/registry/pods/",
                    value -> times.record(
                            environment.nanoTime() - ByteBuffer.wrap(value).getLong())));
        }
        environment.sleep(Duration.ofMillis(300));
        long begin = environment.nanoTime();
        write(subject, begin, effort.slice().multipliedBy(2));
        double seconds = (environment.nanoTime() - begin) / 1e9;
        double rate = times.count() / seconds / watchers;
        for (AutoCloseable watch : watches) {
            watch.close();
        }
        return new Result(times.millis(0.5), times.millis(0.99), rate);
    }

    /** Each writer has its share of the rate; one that is late writes at once. */
    private void write(Subject subject, long begin, Duration length) throws InterruptedException {
        Environment environment = place.environment();
        Values values = new Values(2048);
        long step = Duration.ofSeconds(1).toNanos() * WRITERS / PER_SECOND;
        List<Environment.Task> tasks = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
            int writer = i;
            long first = begin + step * i / WRITERS;
            tasks.add(environment.start("paced-writer", () -> {
                for (long due = first; due < begin + length.toNanos(); due += step) {
                    environment.sleep(Duration.ofNanos(Math.max(0, due - environment.nanoTime())));
                    byte[] value = values.get(writer).clone();
                    ByteBuffer.wrap(value).putLong(environment.nanoTime());
                    subject.put(Values.key(writer), value);
                }
            }));
        }
        for (Environment.Task task : tasks) {
            task.join();
        }
    }
}
