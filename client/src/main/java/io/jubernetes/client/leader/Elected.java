package io.jubernetes.client.leader;

import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.client.ApiClient;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a component in one process of several: as long as this one holds the Lease. A component that lost its Lease is closed, and
 * made anew when the Lease is won again, because what it knew is old by then.
 */
public final class Elected implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Elected.class);

    private final LeaderElector elector;

    /** What only the leader does. */
    @FunctionalInterface
    public interface Work {
        /** Begins without waiting for anything. @return what ends it, without waiting either */
        AutoCloseable start();
    }

    public Elected(Environment environment, ApiClient client, LeaderElectionConfig config, Work work) {
        this.elector = new LeaderElector(environment, client, config, new Turns(work));
    }

    /** Takes part in the election; does not wait for its outcome. */
    public void start() {
        elector.start();
    }

    public boolean isLeader() {
        return elector.isLeader();
    }

    /** Ends the work if it runs here, and lets another process begin at once. */
    @Override
    public void close() {
        elector.close();
    }

    /** Used on the elector's task. */
    private static final class Turns implements LeaderElector.Callbacks {
        private final Work work;
        private @Nullable AutoCloseable running;

        Turns(Work work) {
            this.work = work;
        }

        @Override
        public void startedLeading() {
            running = work.start();
        }

        @Override
        public void stoppedLeading() {
            AutoCloseable last = running;
            running = null;
            if (last != null) {
                close(last);
            }
        }

        private static void close(AutoCloseable last) {
            try {
                last.close();
            } catch (Exception e) { // AutoCloseable allows any
                LOG.warn("What ran as the leader did not stop cleanly", e);
            }
        }
    }
}
