package io.jubernetes.client;

import io.jubernetes.apimachinery.api.ApiHandler;
import io.jubernetes.apimachinery.api.ApiRequest;
import io.jubernetes.apimachinery.api.ApiResponse;
import io.jubernetes.apimachinery.environment.Environment;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * How many writes a component has under way at a time: more while the server answers soon, fewer when it does not. A controller or a
 * scheduler within the server's reach can ask for more than the server and the nodes get done; what all of them ask for then only
 * waits, everybody's requests with it. Upstream's components have a fixed number of requests a second for that. Reads, and what is
 * passed on to nodes, are not counted. Safe for use by several threads.
 *
 * <pre>
 *   answered soon   limit + 4 / limit      one more after a quarter as many answers as may be under way
 *   answered late   limit × 0.8            at most once in the time that is late
 * </pre>
 */
public final class Pace {

    private static final int LEAST = 16;
    private static final int MOST = 64;
    private static final double LESS = 0.8;
    private static final double MORE = 4;
    private static final Duration LATE = Duration.ofMillis(300);

    private final Environment environment;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    // guarded by lock
    private double limit = MOST;
    private int running;
    private long lessened;

    public Pace(Environment environment) {
        this.environment = environment;
        this.lessened = environment.nanoTime();
    }

    /** How many writes may be under way now. */
    public int limit() {
        lock.lock();
        try {
            return (int) limit;
        } finally {
            lock.unlock();
        }
    }

    ApiHandler over(ApiHandler server) {
        return request -> isWrite(request) ? handle(server, request) : server.handle(request);
    }

    /** What goes on to a node is the node's to answer: one that does not must not hold up the others. */
    private static boolean isWrite(ApiRequest request) {
        return !request.method().equals("GET")
                && !request.method().equals("HEAD")
                && !request.path().contains("/proxy/");
    }

    private ApiResponse handle(ApiHandler server, ApiRequest request) {
        begin();
        long began = environment.nanoTime();
        try {
            return server.handle(request);
        } finally {
            end(environment.nanoTime(), began);
        }
    }

    private void begin() {
        lock.lock();
        try {
            while (running >= (int) limit) {
                changed.await();
            }
            running++;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new InterruptedIOException("interrupted while waiting to write"));
        } finally {
            lock.unlock();
        }
    }

    private void end(long now, long began) {
        lock.lock();
        try {
            running--;
            if (now - began <= LATE.toNanos()) {
                limit = Math.min(MOST, limit + MORE / limit);
            } else if (now - lessened > LATE.toNanos()) {
                limit = Math.max(LEAST, limit * LESS);
                lessened = now;
            }
            // one has left, and the limit may have grown by one
            changed.signal();
            changed.signal();
        } finally {
            lock.unlock();
        }
    }
}
