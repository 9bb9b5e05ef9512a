package io.jubernetes.client.controller;

import io.jubernetes.apimachinery.environment.Environment;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A queue of keys to look at.
 *
 * <pre>
 *   add ──► waiting (each key once) ──take──► in work ──done──► forgotten
 *                 ▲                              │
 *                 └── added again meanwhile ◄────┘
 * </pre>
 *
 * A key that waits is not added again; a key in work that is added again waits until its worker is done, so that never two
 * workers have the same key. Safe for use by several threads.
 */
public final class WorkQueue<K> implements AutoCloseable {

    private static final Duration FIRST_BACK_OFF = Duration.ofMillis(5);
    private static final Duration LONGEST_BACK_OFF = Duration.ofSeconds(1000);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private static final Duration LONGEST = Duration.ofDays(365);

    private final Environment environment;
    private final String name;
    // guarded by lock
    private final Queue<K> waiting = new ArrayDeque<>();
    private final Set<K> dirty = new HashSet<>();
    private final Set<K> inWork = new HashSet<>();
    private final Map<K, Delayed> delayed = new HashMap<>();
    private final BackOff<K> backOff = new BackOff<>(FIRST_BACK_OFF, LONGEST_BACK_OFF);
    private long adds;
    private long retries;
    private boolean closed;

    private record Delayed(long due, Environment.Timer timer) {}

    /**
     * What happened so far.
     *
     * @param depth keys that wait now
     * @param inWork keys that workers have now
     * @param adds keys that came to wait, ever
     * @param retries failures that were put off, ever
     */
    public record Counters(int depth, int inWork, long adds, long retries) {}

    public WorkQueue(Environment environment, String name) {
        this.environment = environment;
        this.name = name;
    }

    /** Adds a key unless it waits already. */
    public void add(K key) {
        lock.lock();
        try {
            if (closed || !dirty.add(key)) {
                return;
            }
            adds++;
            if (!inWork.contains(key)) {
                waiting.add(key);
                changed.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Adds a key after a time, of at most a year. Of several times for the same key, the first counts. */
    public void addAfter(K key, Duration wanted) {
        if (wanted.isNegative() || wanted.isZero()) {
            add(key);
            return;
        }
        // what is due in centuries would not fit into nanoseconds
        Duration delay = wanted.compareTo(LONGEST) > 0 ? LONGEST : wanted;
        lock.lock();
        try {
            long due = environment.nanoTime() + delay.toNanos();
            Delayed earlier = delayed.get(key);
            if (closed || (earlier != null && earlier.due() - due <= 0)) {
                return;
            }
            if (earlier != null) {
                earlier.timer().cancel();
            }
            Environment.Timer timer = environment.after(delay, name + "-delay", () -> dueNow(key, due));
            delayed.put(key, new Delayed(due, timer));
        } finally {
            lock.unlock();
        }
    }

    /** Counts a failure of a key and adds it after a time that doubles with each: 5 ms to 1000 s. */
    public void addRateLimited(K key) {
        Duration delay;
        lock.lock();
        try {
            retries++;
            delay = backOff.next(key);
        } finally {
            lock.unlock();
        }
        addAfter(key, delay);
    }

    /** Takes back all failures of a key. */
    public void forget(K key) {
        lock.lock();
        try {
            backOff.forget(key);
        } finally {
            lock.unlock();
        }
    }

    /** How often a key failed since it was last forgotten. */
    public int failures(K key) {
        lock.lock();
        try {
            return backOff.failures(key);
        } finally {
            lock.unlock();
        }
    }

    /** Waits for a key to work on; {@link #done} must follow. Null when the queue was closed. */
    public @Nullable K take() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (waiting.isEmpty() && !closed) {
                changed.await();
            }
            K key = closed ? null : waiting.poll();
            if (key != null) {
                inWork.add(key);
                dirty.remove(key);
            }
            return key;
        } finally {
            lock.unlock();
        }
    }

    /** A worker is done with a key. */
    public void done(K key) {
        lock.lock();
        try {
            inWork.remove(key);
            if (dirty.contains(key) && !closed) {
                waiting.add(key);
                changed.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    public Counters counters() {
        lock.lock();
        try {
            return new Counters(waiting.size(), inWork.size(), adds, retries);
        } finally {
            lock.unlock();
        }
    }

    /** Drops what waits; {@link #take} returns null from now on. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            waiting.clear();
            delayed.values().forEach(d -> d.timer().cancel());
            delayed.clear();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void dueNow(K key, long due) {
        lock.lock();
        try {
            Delayed current = delayed.get(key);
            if (current == null || current.due() != due) {
                return; // replaced by an earlier one while this was on its way
            }
            delayed.remove(key);
        } finally {
            lock.unlock();
        }
        add(key);
    }
}
