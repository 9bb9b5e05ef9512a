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
