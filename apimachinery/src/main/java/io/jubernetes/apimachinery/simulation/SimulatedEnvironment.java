package io.jubernetes.apimachinery.simulation;

import io.jubernetes.apimachinery.environment.Environment;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;

/** The environment of one simulated machine: its own wall clock, everything else shared. */
final class SimulatedEnvironment implements Environment {

    private final Scheduler scheduler;
    private final RandomGenerator random;
    private final Instant begin;

    /** @param begin what this machine's wall clock showed when the run began */
    SimulatedEnvironment(Scheduler scheduler, RandomGenerator random, Instant begin) {
        this.scheduler = scheduler;
        this.random = random;
        this.begin = begin;
    }

    @Override
    public Instant now() {
        return begin.plusNanos(scheduler.timers().now());
    }

    @Override
    public long nanoTime() {
        return scheduler.timers().now();
    }

    @Override
    public void sleep(Duration duration) throws InterruptedException {
        Wake wake = new Wake(scheduler.current());
        Timer timer = scheduler.timers().after(duration, wake::unpark);
        try {
            while (!wake.due) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                LockSupport.park(this);
            }
        } finally {
            timer.cancel();
        }
    }

    /**
     * The timer cannot signal the condition, as it does not hold the lock. It interrupts the wait instead, and what looks like
     * an interruption from here is turned into the time being up, unless somebody else interrupted too.
     */
    @Override
    @SuppressWarnings("WaitNotInLoop") // the caller's contract: it re-checks what it waits for
    public boolean await(Condition condition, Duration timeout) throws InterruptedException {
        Wake wake = new Wake(scheduler.current());
        wake.task.watchInterruptions();
        Timer timer = scheduler.timers().after(timeout, wake::interrupt);
        try {
            condition.await();
        } catch (InterruptedException e) {
            if (!wake.due || wake.task.interruptAsked()) {
                throw e;
            }
            return false;
        } finally {
            timer.cancel();
        }
        if (wake.due && Thread.interrupted() && wake.task.interruptAsked()) {
            Thread.currentThread().interrupt();
        }
        return true;
    }

    @Override
    public Task start(String name, Body body) {
        return scheduler.start(name, body);
    }

    @Override
    public Task startNative(String name, Body body) {
        return scheduler.start(name, body);
    }

    @Override
    public Timer after(Duration delay, String name, Body action) {
        return scheduler.timers().after(delay, () -> scheduler.start(name, action));
    }

    @Override
    public RandomGenerator random() {
        return random;
    }

    @Override
    public String newUid() {
        long high = (random.nextLong() & ~0xf000L) | 0x4000L;
        long low = (random.nextLong() & ~(0b11L << 62)) | (0b10L << 62);
        return new UUID(high, low).toString();
    }

    /** The end of one wait. */
    private static final class Wake {
        private final SimulatedTask task;
        private boolean due;

        Wake(SimulatedTask task) {
            this.task = task;
        }

        void unpark() {
            due = true;
            LockSupport.unpark(task.thread());
        }

        void interrupt() {
            if (!task.isInterrupted()) {
                due = true;
                task.interruptForTimeout();
            }
        }
    }
}
