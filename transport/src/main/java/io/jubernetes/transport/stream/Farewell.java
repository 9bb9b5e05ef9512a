package io.jubernetes.transport.stream;

import io.jubernetes.apimachinery.environment.Environment;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * After the last frame the client should close first: closing under bytes that it still sends would reset the connection, and the
 * client might lose what it did not read yet.
 */
final class Farewell {

    static final Duration LIMIT = Duration.ofSeconds(2);

    private final Environment environment;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private boolean gone;

    Farewell(Environment environment) {
        this.environment = environment;
    }

    void clientLeft() {
        lock.lock();
        try {
            gone = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void await(Duration limit) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            boolean inTime = true;
            while (!gone && inTime) {
                inTime = environment.await(changed, limit);
            }
        } finally {
            lock.unlock();
        }
    }
}
