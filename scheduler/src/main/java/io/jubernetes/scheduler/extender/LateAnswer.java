package io.jubernetes.scheduler.extender;

import com.fasterxml.jackson.databind.JsonNode;
import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.scheduler.framework.ExtenderException;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** An answer that another thread waits for. */
final class LateAnswer {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition there = lock.newCondition();
    // guarded by lock
    private @Nullable Outcome outcome;

    /** One of the two. */
    record Outcome(@Nullable JsonNode answer, @Nullable ExtenderException failure) {}

    void set(Outcome found) {
        lock.lock();
        try {
            outcome = found;
            there.signalAll();
        } finally {
            lock.unlock();
        }
    }

    JsonNode await(Environment environment, Duration timeout) throws InterruptedException {
        long end = environment.nanoTime() + timeout.toNanos();
        lock.lock();
        try {
            while (outcome == null && end - environment.nanoTime() > 0) {
                environment.await(there, Duration.ofNanos(end - environment.nanoTime()));
            }
            if (outcome == null) {
                throw new ExtenderException("no answer from an extender within " + timeout.toMillis() + " ms");
            }
            if (outcome.answer() == null) {
                throw outcome.failure() == null ? new ExtenderException("no answer") : outcome.failure();
            }
            return outcome.answer();
        } finally {
            lock.unlock();
        }
    }
}
