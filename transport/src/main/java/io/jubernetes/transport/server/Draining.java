package io.jubernetes.transport.server;

import io.jubernetes.apimachinery.environment.Environment;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/** The running exchanges of a server, and how they end when it closes. Safe for use by several threads. */
final class Draining {

    /** How long clients may take to receive what is left of their answers, and streams to notice that they are over. */
    static final Duration LAST_BYTES = Duration.ofSeconds(5);

    private final Environment environment;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Set<Exchange> running = new LinkedHashSet<>();
    private volatile boolean begun;

    Draining(Environment environment) {
        this.environment = environment;
    }

    /** Whether connections close after the request that they serve. */
    boolean hasBegun() {
        return begun;
    }

    void begin() {
        begun = true;
    }

    void add(Exchange exchange) {
        lock.lock();
        try {
            running.add(exchange);
        } finally {
            lock.unlock();
        }
    }

    void remove(Exchange exchange) {
        lock.lock();
        try {
            running.remove(exchange);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** An exchange became a stream: nobody waits for it to end by itself. */
    void streaming() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits for the requests, then ends the streams, then interrupts what is left. */
    void finish(Duration grace) throws InterruptedException {
        try {
            await(() -> running.stream().allMatch(Exchange::isStreaming), grace);
            snapshot().forEach(Exchange::endStream);
            await(running::isEmpty, LAST_BYTES);
        } finally {
            snapshot().forEach(Exchange::interrupt);
        }
    }

    private List<Exchange> snapshot() {
        lock.lock();
        try {
            return List.copyOf(running);
        } finally {
            lock.unlock();
        }
    }

    private void await(BooleanSupplier done, Duration limit) throws InterruptedException {
        long start = environment.nanoTime();
        lock.lockInterruptibly();
        try {
            Duration left = limit;
            while (!done.getAsBoolean() && left.isPositive()) {
                environment.await(changed, left);
                left = limit.minusNanos(environment.nanoTime() - start);
            }
        } finally {
            lock.unlock();
        }
    }
}
