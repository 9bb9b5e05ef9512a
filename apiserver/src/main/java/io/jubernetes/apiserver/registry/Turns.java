package io.jubernetes.apiserver.registry;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Where many change one object at once, those who lost some times go one behind the other, and who comes new joins the queue. An
 * action must not take a turn itself: two objects may share one queue.
 */
final class Turns {

    private static final int QUEUES = 64;

    private final ReentrantLock[] queues = new ReentrantLock[QUEUES];

    Turns() {
        for (int i = 0; i < QUEUES; i++) {
            queues[i] = new ReentrantLock(true);
        }
    }

    private ReentrantLock queue(String path) {
        return queues[Math.floorMod(path.hashCode(), QUEUES)];
    }

    boolean isContended(String path) {
        return queue(path).isLocked();
    }

    <T> @Nullable T take(String path, Supplier<@Nullable T> action) {
        ReentrantLock queue = queue(path);
        queue.lock();
        try {
            return action.get();
        } finally {
            queue.unlock();
        }
    }
}
