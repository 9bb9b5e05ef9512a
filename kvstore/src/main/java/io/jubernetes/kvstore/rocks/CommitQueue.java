package io.jubernetes.kvstore.rocks;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The bounded queue before the committer. Closed, it takes nothing more, but gives out what it holds. */
final class CommitQueue {

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

    /** Waits for requests and takes all there are; empty when the queue is closed and empty. */
    List<Request> takeAll() {
        lock.lock();
        try {
            while (waiting.isEmpty() && !closed) {
                filled.awaitUninterruptibly();
            }
            List<Request> taken = new ArrayList<>(waiting);
            waiting.clear();
            drained.signalAll();
            return taken;
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
