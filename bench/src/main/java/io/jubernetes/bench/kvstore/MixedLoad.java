package io.jubernetes.bench.kvstore;

import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.kvstore.CompactedException;
import io.jubernetes.kvstore.Event;
import io.jubernetes.kvstore.KeyValue;
import io.jubernetes.kvstore.RangeRequest;
import io.jubernetes.kvstore.Txn;
import io.jubernetes.kvstore.VersionedStore;
import io.jubernetes.kvstore.WatchSink;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

/** Writers, readers and watchers that pause between what they do, so that the load is steady and far from the limit. */
final class MixedLoad {

    private static final int KEYS = 20_000;
    private static final int WRITERS = 16;
    private static final int READERS = 4;
    private static final int WATCHERS = 20;
    private static final Duration WRITER_PAUSE = Duration.ofMillis(8);
    private static final Duration READER_PAUSE = Duration.ofMillis(40);
    private static final Duration WATCH = Duration.ofSeconds(7);

    private final VersionedStore store;
    private final Environment environment;
    private final Values small = new Values(1024);
    private final Values large = new Values(4096);
    private final List<Environment.Task> tasks = new ArrayList<>();
    private volatile boolean over;
    private volatile Counters counters = new Counters();

    /** What happened since they were made. */
    static final class Counters {
        final Histogram writes = new Histogram();
        final Histogram ranges = new Histogram();
        final AtomicLong events = new AtomicLong();
        final AtomicLong failures = new AtomicLong();
    }

    MixedLoad(VersionedStore store, Environment environment) {
        this.store = store;
        this.environment = environment;
    }

    void start() {
        for (int i = 0; i < WRITERS; i++) {
            Random random = new Random(i);
            tasks.add(environment.start("writer", () -> repeat(WRITER_PAUSE, () -> write(random))));
        }
        for (int i = 0; i < READERS; i++) {
            Random random = new Random(1_000 + i);
            tasks.add(environment.start("reader", () -> repeat(READER_PAUSE, () -> read(random))));
        }
        for (int i = 0; i < WATCHERS; i++) {
            Random random = new Random(2_000 + i);
            tasks.add(environment.start("watcher", () -> repeat(Duration.ZERO, () -> watch(random))));
        }
    }

    /** What happened since the last call. */
    Counters restartCounting() {
        Counters before = counters;
        counters = new Counters();
        return before;
    }

    void stop() throws InterruptedException {
        over = true;
        for (Environment.Task task : tasks) {
            task.join();
        }
    }

    private interface Step {
        void run() throws InterruptedException;
    }

    private void repeat(Duration pause, Step step) throws InterruptedException {
        while (!over) {
            try {
                step.run();
            } catch (CompactedException e) {
                continue; // a revision that was drawn from the edge of history
            } catch (RuntimeException e) {
                counters.failures.incrementAndGet();
                System.err.println("failed: " + e);
            }
            environment.sleep(pause);
        }
    }

    private void write(Random random) {
        int number = random.nextInt(KEYS);
        String key = Values.key(number);
        byte[] value = (random.nextInt(4) == 0 ? large : small).get(random.nextInt(256));
        long begin = environment.nanoTime();
        store.commit(
                switch (random.nextInt(10)) {
                    case 0 -> new Txn(List.of(), List.of(new Txn.Delete(key)));
                    case 1, 2, 3 -> update(key, value);
                    default -> new Txn(List.of(), List.of(new Txn.Put(key, value)));
                });
        counters.writes.record(environment.nanoTime() - begin);
    }

    private Txn update(String key, byte[] value) {
        KeyValue current = store.get(key);
        return current == null ? Txn.create(key, value) : Txn.update(key, current.modRevision(), value);
    }

    /** A page of 500 of a namespace mostly; now and then everything, or the past. */
    private void read(Random random) {
        boolean all = random.nextInt(50) == 0;
        String prefix = all ? "" : "/registry/pods/namespace-%02d/".formatted(random.nextInt(50));
        long revision = random.nextInt(5) == 0 ? old(random) : 0;
        long begin = environment.nanoTime();
        store.range(new RangeRequest(prefix, "", all ? 0 : 500, revision));
        counters.ranges.record(environment.nanoTime() - begin);
    }

    private long old(Random random) {
        long oldest = Math.max(1, store.compactedRevision());
        long newest = store.revision();
        return newest <= oldest ? 0 : random.nextLong(oldest, newest);
    }

    /** One that begins now, or with what is history already. */
    private void watch(Random random) throws InterruptedException {
        long after = random.nextInt(3) == 0 ? old(random) : store.revision();
        try (VersionedStore.Watch _ = store.watch("/registry/pods/", after, new Counting())) {
            environment.sleep(WATCH);
        }
    }

    private final class Counting implements WatchSink {
        @Override
        public void events(long revision, List<Event> events) {
            counters.events.addAndGet(events.size());
        }

        @Override
        public void progress(long revision) {}

        @Override
        public void closed(RuntimeException reason) {
            counters.failures.incrementAndGet();
        }
    }
}
