package io.jubernetes.transport.server;

import io.jubernetes.apimachinery.environment.Environment;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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
    private final Set<Exchange> running = ConcurrentHashMap.newKeySet();
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
        running.add(exchange);
    }

    void remove(Exchange exchange) {
        running.remove(exchange);
        tell();
    }

    /** An exchange became a stream: nobody waits for it to end by itself. */
    void streaming() {
        tell();
    }

    /** Nobody waits before the server closes: until then requests take no lock that others take. */
    private void tell() {
        if (begun) {
            lock.lock();
            try {
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    /** Waits for the requests, then ends the streams, then interrupts what is left. */
    void finish(Duration grace) throws InterruptedException {
        try {
            await(() -> running.stream().allMatch(Exchange::isStreaming), grace);
            running.forEach(Exchange::endStream);
            await(running::isEmpty, LAST_BYTES);
        } finally {
            running.forEach(Exchange::interrupt);
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
