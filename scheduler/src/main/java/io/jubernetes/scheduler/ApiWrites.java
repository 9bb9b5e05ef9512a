package io.jubernetes.scheduler;

import io.jubernetes.apimachinery.environment.Environment;
import java.util.concurrent.Semaphore;

/** Writes to the API server beside the scheduling loop, a bounded number at a time: the loop waits when there are too many. */
final class ApiWrites {

    private final Environment environment;
    private final Semaphore permits;

    ApiWrites(Environment environment, int limit) {
        this.environment = environment;
        this.permits = new Semaphore(limit);
    }

    /** Waits without being counted; for the body of a write. */
    <T> T aside(Waiting<T> wait) throws InterruptedException {
        permits.release();
        try {
            return wait.run();
        } finally {
            permits.acquireUninterruptibly();
        }
    }

    /** Something that lasts. */
    @FunctionalInterface
    interface Waiting<T> {
        T run() throws InterruptedException;
    }

    void submit(String name, Environment.Body write) throws InterruptedException {
        permits.acquire();
        environment.start(name, () -> {
            try {
                write.run();
            } finally {
                permits.release();
            }
        });
    }
}
