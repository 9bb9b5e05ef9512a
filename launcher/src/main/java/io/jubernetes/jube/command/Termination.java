package io.jubernetes.jube.command;

import io.jubernetes.apimachinery.environment.SystemEnvironment;
import java.util.concurrent.CountDownLatch;

/**
 * Waits for the signal that ends the process, and holds the JVM until everything was stopped. A signal that comes while the
 * process is still starting interrupts the thread that made this.
 */
final class Termination implements AutoCloseable {

    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Thread starter = Thread.currentThread();
    private volatile boolean starting = true;

    /** From here on SIGTERM and SIGINT end {@link #await}, and the process ends only after {@link #close}. */
    Termination(SystemEnvironment environment) {
        environment.onShutdown(this::shutdown);
    }

    void await() throws InterruptedException {
        starting = false;
        asked.await();
    }

    /** Everything was stopped: the process may end. */
    @Override
    public void close() {
        stopped.countDown();
    }

    private void shutdown() {
        asked.countDown();
        if (starting) {
            starter.interrupt();
        }
        try {
            stopped.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
