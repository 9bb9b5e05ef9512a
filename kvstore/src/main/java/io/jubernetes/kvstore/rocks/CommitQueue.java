package io.jubernetes.kvstore.rocks;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The bounded queue before the committer. Closed, it takes nothing more, but gives out what it holds. */
final class CommitQueue {

    /** When a turn has this much to write it takes no more: a batch is built in memory, and its sync should not take long. */
    private static final long TURN_BYTES = 4 << 20;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition filled = lock.newCondition();
    private final Condition drained = lock.newCondition();
    private final ArrayDeque<Request> waiting = new ArrayDeque<>();
    private final int capacity;
    private boolean closed;

    CommitQueue(int capacity) {
        this.capacity = capacity;
    }

    /** Adds a request, waiting for room; false when the queue is closed. */
    boolean add(Request request) {
        lock.lock();
        try {
            while (waiting.size() >= capacity && !closed) {
                drained.awaitUninterruptibly();
            }
            if (closed) {
                return false;
            }
            waiting.add(request);
            filled.signal();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits for requests and takes all there are, or as many as are enough for one write; empty when the queue is closed and
     * empty.
     */
    List<Request> takeTurn() {
        lock.lock();
        try {
            while (waiting.isEmpty() && !closed) {
                filled.awaitUninterruptibly();
            }
            List<Request> taken = new ArrayList<>();
            long bytes = 0;
            while (!waiting.isEmpty() && bytes < TURN_BYTES) {
                Request next = waiting.remove();
                bytes += next.bytes();
                taken.add(next);
            }
            drained.signalAll();
            return taken;
        } finally {
            lock.unlock();
        }
    }

    boolean isEmpty() {
        lock.lock();
        try {
            return waiting.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    void close() {
        lock.lock();
        try {
            closed = true;
            filled.signalAll();
            drained.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
