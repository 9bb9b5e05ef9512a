package io.jubernetes.jube.cluster;

import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.kvstore.KeyValue;
import io.jubernetes.kvstore.RangeRequest;
import io.jubernetes.kvstore.RangeResult;
import io.jubernetes.kvstore.StoreClosedException;
import io.jubernetes.kvstore.StoreException;
import io.jubernetes.kvstore.Txn;
import io.jubernetes.kvstore.VersionedStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes Events that were not written for an hour, as upstream does. How old a revision is, it knows of those that it saw itself:
 * what was there when it began counts as written then.
 */
public final class EventUpkeep implements AutoCloseable {

    /** Upstream's {@code --event-ttl}. */
    private static final Duration AGE = Duration.ofHours(1);

    private static final Duration BETWEEN_LOOKS = Duration.ofMinutes(5);
    private static final String EVENTS = "/registry/events/";
    private static final int PAGE = 20_000;
    private static final Logger LOG = LoggerFactory.getLogger(EventUpkeep.class);

    private record Sample(Instant time, long revision) {}

    private final VersionedStore store;
    private final Environment environment;
    private final Environment.Task task;
    /** The oldest first. */
    private final Deque<Sample> samples = new ArrayDeque<>();

    private EventUpkeep(VersionedStore store, Environment environment) {
        this.store = store;
        this.environment = environment;
        this.task = environment.start("event-upkeep", this::run);
    }

    public static EventUpkeep start(VersionedStore store, Environment environment) {
        return new EventUpkeep(store, environment);
    }

    @Override
    public void close() {
        task.interrupt();
    }

    private void run() throws InterruptedException {
        while (true) {
            try {
                long old = tooOld(environment.now());
                if (old > 0) {
                    deleteUpTo(old);
                }
            } catch (StoreClosedException over) {
                return;
            } catch (StoreException e) {
                LOG.warn("Old events stay for now: {}", e.getMessage());
            }
            environment.sleep(BETWEEN_LOOKS);
        }
    }

    /** The newest revision that is known to be too old; 0 for none. */
    private long tooOld(Instant now) {
        samples.addLast(new Sample(now, store.revision()));
        Instant before = now.minus(AGE);
        long old = 0;
        while (samples.getFirst().time().isBefore(before)) {
            old = samples.removeFirst().revision();
        }
        return old;
    }

    private void deleteUpTo(long old) {
        String after = "";
        while (true) {
            RangeResult page = store.range(new RangeRequest(EVENTS, after, PAGE, 0));
            for (KeyValue event : page.items()) {
                if (event.modRevision() <= old) {
                    // counted up or gone meanwhile: then it stays as it is
                    store.commit(Txn.delete(event.key(), event.modRevision()));
                }
                after = event.key();
            }
            if (page.items().size() < PAGE) {
                return;
            }
        }
    }
}
