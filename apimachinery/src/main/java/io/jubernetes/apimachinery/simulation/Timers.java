package io.jubernetes.apimachinery.simulation;

import io.jubernetes.apimachinery.environment.Environment;
import java.time.Duration;
import java.util.PriorityQueue;

/** Virtual time and what is due when. */
final class Timers {

    /** Past this no timer is due in any run's time: about 146 years. */
    private static final long FOREVER = Long.MAX_VALUE / 2;

    private final PriorityQueue<Due> queue = new PriorityQueue<>();
    private long now;
    private long sequence;

    /** An action at a time; those of the same time in the order they were made. */
    private static final class Due implements Comparable<Due>, Environment.Timer {
        private final long time;
        private final long order;
        private final Runnable action;
        private boolean cancelled;

        Due(long time, long order, Runnable action) {
            this.time = time;
            this.order = order;
            this.action = action;
        }

        @Override
        public void cancel() {
            cancelled = true;
        }

        @Override
        public int compareTo(Due other) {
            int byTime = Long.compare(time, other.time);
            return byTime != 0 ? byTime : Long.compare(order, other.order);
        }
    }

    /** Nanoseconds since the run's begin. */
    long now() {
        return now;
    }

    /** @param action runs on the driving thread; it must only make tasks runnable */
    Environment.Timer after(Duration delay, Runnable action) {
        long time = now + Math.clamp(nanos(delay), 0, FOREVER);
        Due due = new Due(time, sequence++, action);
        queue.add(due);
        return due;
    }

    /** Jumps to the next timer and does what is due there. False when there is none. */
    boolean advance() {
        for (Due due = queue.poll(); due != null; due = queue.poll()) {
            if (!due.cancelled) {
                now = due.time;
                due.action.run();
                return true;
            }
        }
        return false;
    }

    private static long nanos(Duration delay) {
        return delay.getSeconds() > FOREVER / 1_000_000_000L ? FOREVER : delay.toNanos();
    }
}
