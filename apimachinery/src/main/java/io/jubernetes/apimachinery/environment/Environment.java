package io.jubernetes.apimachinery.environment;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.Condition;
import java.util.random.RandomGenerator;

/**
 * The only door to the wall clock, the monotonic clock, sleeping, waiting with a limit, starting tasks, and chance. Production
 * uses {@link SystemEnvironment}; a simulation gives virtual time and a seeded order of execution to the same blocking code.
 *
 * <p>Code that runs under a simulation waits only through {@code java.util.concurrent} locks, conditions, queues and futures
 * (without time limits of their own) and through this interface; it never holds a monitor ({@code synchronized}) while it
 * waits, and no behaviour depends on the order of hash-based or {@code Set.of}/{@code Map.of} collections.
 *
 * <p>All methods may be called from any thread.
 */
public interface Environment {

    /** The wall clock. */
    Instant now();

    /** The monotonic clock in nanoseconds; only differences mean something. */
    long nanoTime();

    /** Waits for a time. */
    void sleep(Duration duration) throws InterruptedException;

    /**
     * Waits on a condition for at most {@code timeout}, like {@link Condition#await(long, java.util.concurrent.TimeUnit)}. The
     * caller holds the lock that the condition belongs to. Wake-ups may be spurious: re-check what is waited for.
     *
     * @return false when the time is up
     */
    boolean await(Condition condition, Duration timeout) throws InterruptedException;

    /** Starts a task on a virtual thread of its own. A throwable that leaves the body is logged as a fault. */
    Task start(String name, Body body);

    /** Starts a task on a platform thread of its own: for work that blocks in native code, such as a disk's sync. */
    Task startNative(String name, Body body);

    /** Runs {@code action} as a task of its own after a delay, unless cancelled before. */
    Timer after(Duration delay, String name, Body action);

    /** Chance; seeded under simulation. Safe for use by several threads. */
    RandomGenerator random();

    /** A new random UUID in its canonical text form. */
    String newUid();

    /** What a task does. Interruption ends it quietly. */
    @FunctionalInterface
    interface Body {
        void run() throws InterruptedException;
    }

    /** A started task. */
    interface Task {
        /** Asks the task to end: it is interrupted where it waits. */
        void interrupt();

        /** Waits until the task ended. */
        void join() throws InterruptedException;

        boolean isDone();
    }

    /** An action that was put off. */
    interface Timer {
        /** Keeps the action from being started, if it was not yet. May be called again. */
        void cancel();
    }
}
