package io.jubernetes.client.leader;

import io.jubernetes.apimachinery.environment.Environment;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/** Tries something on a task of its own, so that a server that does not answer cannot keep a leader from noticing the time. */
final class TimedAttempt {

    private final Environment environment;
    private final BooleanSupplier attempt;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition ended = lock.newCondition();
    // guarded by lock
    private boolean done;
    private boolean succeeded;

    TimedAttempt(Environment environment, BooleanSupplier attempt) {
        this.environment = environment;
        this.attempt = attempt;
    }

    /** Whether it succeeded in time. When the time is up, or the caller interrupted, the attempt is interrupted. */
    boolean within(Duration limit) throws InterruptedException {
        long begin = environment.nanoTime();
        Environment.Task task = environment.start("lease", this::run);
        lock.lock();
        try {
            while (!done) {
                Duration left = limit.minusNanos(environment.nanoTime() - begin);
                if (left.isNegative() || left.isZero()) {
                    return false;
                }
                boolean _ = environment.await(ended, left);
            }
            return succeeded;
        } finally {
            lock.unlock();
            task.interrupt();
        }
    }

    private void run() {
        boolean result = false;
        try {
            result = attempt.getAsBoolean();
        } finally {
            lock.lock();
            try {
                done = true;
                succeeded = result;
                ended.signal();
            } finally {
                lock.unlock();
            }
        }
    }
}
