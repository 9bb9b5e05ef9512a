package io.jubernetes.client.informer;

import io.jubernetes.apimachinery.environment.Environment;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;

/** Ends what takes too long, such as reading from a connection whose other end vanished without a word. Used by one task. */
final class Watchdog {

    private final Environment environment;
    private final ReentrantLock lock = new ReentrantLock();

    Watchdog(Environment environment) {
        this.environment = environment;
    }

    /** One guarded run. */
    private static final class Guarded {
        private boolean over;
        private boolean barked;
    }

    /** Runs {@code body}, interrupted after {@code limit}. That interruption ends here; anybody else's goes on. */
    void guard(Duration limit, Environment.Body body) throws InterruptedException {
        Guarded run = new Guarded();
        Thread guarded = Thread.currentThread();
        Environment.Timer timer = environment.after(limit, "watchdog", () -> bark(run, guarded));
        try {
            body.run();
        } catch (InterruptedException | UncheckedIOException e) {
            // over HTTP an interruption may come as a broken request
            if (!barked(run)) {
                throw e;
            }
        } finally {
            timer.cancel();
            if (barked(run)) {
                Thread.interrupted(); // it may have come too late for the body to see
            }
        }
    }

    private void bark(Guarded run, Thread guarded) {
        lock.lock();
        try {
            if (!run.over) {
                run.barked = true;
                guarded.interrupt();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Ends the guarding and says whether it was needed. */
    private boolean barked(Guarded run) {
        lock.lock();
        try {
            run.over = true;
            return run.barked;
        } finally {
            lock.unlock();
        }
    }
}
