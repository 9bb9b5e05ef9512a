package io.jubernetes.testing.e2e;

import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Somebody who asks for a page again and again, as fast as a loop of curl does, and remembers every request that failed. */
final class WebVisitor implements AutoCloseable {

    private static final long BETWEEN_VISITS_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private final List<String> failures = new CopyOnWriteArrayList<>();
    private final AtomicInteger answers = new AtomicInteger();
    private final Thread thread;
    private volatile boolean stopped;

    WebVisitor(String url) {
        thread = Thread.ofVirtual().start(() -> {
            while (!stopped) {
                visit(url);
                LockSupport.parkNanos(BETWEEN_VISITS_NANOS);
            }
        });
    }

    List<String> failures() {
        return List.copyOf(failures);
    }

    int answers() {
        return answers.get();
    }

    @Override
    public void close() {
        stopped = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void visit(String url) {
        try {
            Web.get(url);
            answers.incrementAndGet();
        } catch (UncheckedIOException e) {
            failures.add(e + ": " + e.getCause());
        }
    }
}
