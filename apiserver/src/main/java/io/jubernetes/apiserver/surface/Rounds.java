package io.jubernetes.apiserver.surface;

import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.kvstore.StoreException;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A task that follows something: it comes round once when it is started, whenever it is woken, and by the clock when it asked
 * to. Many calls during one round make one more. Whatever goes wrong in a round, there is a next one.
 */
public final class Rounds implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Rounds.class);

    private final Environment environment;
    private final String name;
    private final Duration afterFailure;
    private final Round round;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    /** Guarded by {@link #lock}. */
    private boolean stale = true;

    private volatile boolean closed;
    private Environment.@Nullable Task task;

    /** What is done each time. */
    @FunctionalInterface
    public interface Round {
        /** @return after what time to come again without being woken; null to wait for that */
        @Nullable
        Duration run() throws InterruptedException;
    }

    /** @param afterFailure when to come again after a round that ended with an exception */
    public Rounds(Environment environment, String name, Duration afterFailure, Round round) {
        this.environment = environment;
        this.name = name;
        this.afterFailure = afterFailure;
        this.round = round;
    }

    public void start() {
        task = environment.start(name, this::follow);
    }

    /** There is something new; never waits. */
    public void wake() {
        lock.lock();
        try {
            stale = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void follow() throws InterruptedException {
        Duration pause = null;
        while (!closed) {
            await(pause);
            if (!closed) {
                pause = once();
            }
        }
    }

    private void await(@Nullable Duration pause) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!stale && !closed) {
                if (pause == null) {
                    changed.await();
                } else if (!environment.await(changed, pause)) {
                    break;
                }
            }
            stale = false;
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Duration once() throws InterruptedException {
        try {
            return round.run();
        } catch (StoreException later) {
            LOG.warn("a round could not be finished; task={} reason={}", name, later.getMessage());
        } catch (RuntimeException fault) {
            // what one object does must not keep the others from being followed
            LOG.error("a round failed; task={}", name, fault);
        }
        return afterFailure;
    }

    @Override
    public void close() {
        closed = true;
        wake();
        Environment.Task running = task;
        if (running != null) {
            running.interrupt();
        }
    }
}
