package io.jubernetes.bench.kvstore;

import io.jubernetes.apimachinery.environment.Environment;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Fills a store as fast as 64 writers can. */
final class Filling {

    private static final int WRITERS = 64;

    private Filling() {}

    /** Writes {@code puts} values, to the keys 0 to {@code keys} - 1 in turn. */
    static void of(Environment environment, Subject subject, Values values, int puts, int keys)
            throws InterruptedException {
        of(environment, WRITERS, subject, values, puts, keys);
    }

    static void of(Environment environment, int writers, Subject subject, Values values, int puts, int keys)
            throws InterruptedException {
        AtomicInteger next = new AtomicInteger();
        List<Environment.Task> tasks = new ArrayList<>();
        for (int i = 0; i < writers; i++) {
            tasks.add(environment.start("filler", () -> {
                for (int n = next.getAndIncrement(); n < puts; n = next.getAndIncrement()) {
                    subject.put(Values.key(n % keys), values.get(n));
                }
            }));
        }
        for (Environment.Task task : tasks) {
            task.join();
        }
    }
}
