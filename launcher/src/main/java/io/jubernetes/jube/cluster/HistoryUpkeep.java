package io.jubernetes.jube.cluster;

import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.kvstore.HistoryLimit;
import io.jubernetes.kvstore.StoreClosedException;
import io.jubernetes.kvstore.StoreException;
import io.jubernetes.kvstore.VersionedStore;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sees to it, every few minutes, that a store's history stays within its bounds. */
public final class HistoryUpkeep implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(HistoryUpkeep.class);
    private static final Duration BETWEEN_LOOKS = Duration.ofMinutes(5);

    private final HistoryLimit limit;
    private final Environment environment;
    private final Environment.Task task;

    private HistoryUpkeep(HistoryLimit limit, Environment environment) {
        this.limit = limit;
        this.environment = environment;
        this.task = environment.start("history", this::run);
    }

    public static HistoryUpkeep start(VersionedStore store, HistoryLimit.Bounds bounds, Environment environment) {
        return new HistoryUpkeep(new HistoryLimit(store, bounds), environment);
    }

    @Override
    public void close() {
        task.interrupt();
    }

    private void run() throws InterruptedException {
        while (true) {
            try {
                long to = limit.look(environment.now());
                if (to > 0) {
                    LOG.info("History was given up, before-revision={}", to);
                }
            } catch (StoreClosedException over) {
                return;
            } catch (StoreException e) {
                LOG.warn("History stays for now: {}", e.getMessage());
            }
            environment.sleep(BETWEEN_LOOKS);
        }
    }
}
