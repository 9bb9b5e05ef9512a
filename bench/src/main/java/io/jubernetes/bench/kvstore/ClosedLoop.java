package io.jubernetes.bench.kvstore;

import io.jubernetes.apimachinery.environment.Environment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

/** Writers that each write one value after the other. Several slices of time can be measured into one. */
final class ClosedLoop {

    /** One write by a writer of its number. */
    interface Write {
        void put(int key, byte[] value);
    }

    private final Environment environment;
    private final int writers;
    private final Values values;
    private final int keys;
    private final Histogram times = new Histogram();
    private final AtomicLong done = new AtomicLong();
    private long nanos;

    ClosedLoop(Environment environment, int writers, Values values, int keys) {
        this.environment = environment;
        this.writers = writers;
        this.values = values;
        this.keys = keys;
    }

    void run(Write subject, Duration slice) throws InterruptedException {
        long begin = environment.nanoTime();
        long end = begin + slice.toNanos();
        List<Environment.Task> tasks = new ArrayList<>();
        for (int i = 0; i < writers; i++) {
            Random random = new Random(begin + i);
            tasks.add(environment.start("writer", () -> writeUntil(end, subject, random)));
        }
        for (Environment.Task task : tasks) {
            task.join();
        }
        nanos += environment.nanoTime() - begin;
    }

    private void writeUntil(long end, Write subject, Random random) {
        long before = environment.nanoTime();
        while (before < end) {
            int key = random.nextInt(keys);
            subject.put(key, values.get(key + random.nextInt(16)));
            long after = environment.nanoTime();
            times.record(after - before);
            done.incrementAndGet();
            before = after;
        }
    }

    double perSecond() {
        return done.get() / (nanos / 1e9);
    }

    double p50() {
        return times.millis(0.5);
    }

    double p99() {
        return times.millis(0.99);
    }
}
