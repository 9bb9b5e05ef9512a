package io.jubernetes.jube.cluster;

import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.kvstore.StoreUnavailableException;
import io.jubernetes.kvstore.VersionedStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives up history that is older than an age, so that the store does not grow by all that was ever written. It knows the ages of
 * revisions that it saw itself: what was there when it started counts as written then.
 */
final class HistoryLimit implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(HistoryLimit.class);
    private static final Duration BETWEEN_LOOKS = Duration.ofMinutes(5);

    private record Sample(Instant time, long revision) {}

    private final VersionedStore store;
    private final Environment environment;
    private final Duration age;
    private final Deque<Sample> samples = new ArrayDeque<>();
    private final Environment.Task task;

    private HistoryLimit(VersionedStore store, Environment environment, Duration age) {
        this.store = store;
        this.environment = environment;
        this.age = age;
        this.task = environment.start("history-limit", this::run);
    }

    static HistoryLimit start(VersionedStore store, Environment environment, Duration age) {
        return new HistoryLimit(store, environment, age);
    }

    @Override
    public void close() {
        task.interrupt();
    }

    private void run() throws InterruptedException {
        while (true) {
            try {
                look(environment.now());
            } catch (StoreUnavailableException silent) {
                LOG.warn("History stays for now: {}", silent.getMessage());
            }
            environment.sleep(BETWEEN_LOOKS);
        }
    }

    private void look(Instant now) {
        samples.addLast(new Sample(now, store.revision()));
        long old = 0;
        while (samples.getFirst().time().isBefore(now.minus(age))) {
            old = samples.removeFirst().revision();
        }
        if (old > 0) {
            LOG.info("History is given up: before-revision={}", old);
            store.compact(old);
        }
    }
}
