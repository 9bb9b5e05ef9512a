package io.jubernetes.client.leader;

import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.client.ApiClient;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes part in an election for a Lease: waits until it is free, holds it by renewing it, and says so. A leader that could not
 * renew for {@code renewDeadline} is told that it lost before anybody else can win.
 */
public final class LeaderElector implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LeaderElector.class);
    /** How long a leader that ends waits for the server to take the Lease back. */
    private static final Duration FAREWELL = Duration.ofSeconds(2);

    private final Environment environment;
    private final LeaderElectionConfig config;
    private final LeaseLock lease;
    private final Callbacks callbacks;
    private volatile boolean leading;
    private Environment.@Nullable Task task;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition ended = lock.newCondition();
    // guarded by lock
    private boolean running;

    /** Called on the elector's task; neither may wait for long, as nobody renews meanwhile. */
    public interface Callbacks {
        void startedLeading();

        /** Follows every {@link #startedLeading}, also when the elector is closed. */
        void stoppedLeading();
    }

    public LeaderElector(Environment environment, ApiClient client, LeaderElectionConfig config, Callbacks callbacks) {
        this.environment = environment;
        this.config = config;
        this.lease = new LeaseLock(environment, client, config);
        this.callbacks = callbacks;
    }

    public void start() {
        running = true;
        task = environment.start("leader-" + config.name(), () -> {
            try {
                run();
            } finally {
                end();
            }
        });
    }

    public boolean isLeader() {
        return leading;
    }

    /**
     * Stops, and gives the Lease back when it is ours, so that another need not wait for its end. Returns when that is done, or a
     * little later when the server does not answer.
     */
    @Override
    public void close() {
        if (task == null) {
            return;
        }
        task.interrupt();
        try {
            awaitEnd(environment.nanoTime());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitEnd(long begin) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            Duration left = FAREWELL;
            while (running && left.isPositive()) {
                boolean _ = environment.await(ended, left);
                left = FAREWELL.minusNanos(environment.nanoTime() - begin);
            }
        } finally {
            lock.unlock();
        }
    }

    private void end() {
        lock.lock();
        try {
            running = false;
            ended.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void run() throws InterruptedException {
        while (true) {
            long before = environment.nanoTime();
            while (!attemptWithin(config.renewDeadline())) {
                environment.sleep(jittered(config.retryPeriod()));
                before = environment.nanoTime();
            }
            lead(before);
        }
    }

    /** @param acquired when the attempt that won was begun: the Lease's time runs from then */
    private void lead(long acquired) throws InterruptedException {
        leading = true;
        LOG.info("Became leader: lease={} identity={}", config.name(), config.identity());
        callbacks.startedLeading();
        try {
            renewUntilLost(acquired);
        } catch (InterruptedException e) {
            stop();
            release();
            throw e;
        }
        stop();
    }

    private void stop() {
        leading = false;
        LOG.info("Stopped leading: lease={} identity={}", config.name(), config.identity());
        callbacks.stoppedLeading();
    }

    private void renewUntilLost(long acquired) throws InterruptedException {
        long renewed = acquired;
        for (Duration left = left(renewed); left.isPositive(); left = left(renewed)) {
            environment.sleep(left.compareTo(config.retryPeriod()) < 0 ? left : config.retryPeriod());
            long before = environment.nanoTime();
            if (left(renewed).isPositive() && attemptWithin(left(renewed))) {
                renewed = before;
            }
        }
    }

    private Duration left(long renewed) {
        return config.renewDeadline().minusNanos(environment.nanoTime() - renewed);
    }

    private boolean attemptWithin(Duration limit) throws InterruptedException {
        return new TimedAttempt(environment, this::attempt).within(limit);
    }

    private boolean attempt() {
        try {
            return lease.acquireOrRenew();
        } catch (ApiException | UncheckedIOException e) {
            LOG.debug("Lease could not be taken or renewed: lease={}", config.name(), e);
            return false;
        }
    }

    private void release() {
        try {
            lease.release();
        } catch (ApiException | UncheckedIOException e) {
            LOG.debug("Lease could not be released: lease={}", config.name(), e);
        }
    }

    private Duration jittered(Duration period) {
        return period.plusNanos(environment.random().nextLong(period.toNanos() / 5 + 1));
    }
}
