package io.jubernetes.kvstore.etcd;

import io.jubernetes.kvstore.StoreClosedException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** Lets the store close only between commits. */
final class CommitsUnderWay {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition left = lock.newCondition();
    private int inside;
    private boolean closed;

    /** @throws StoreClosedException when the store is closing */
    <T> T run(Supplier<T> commit) {
        enter();
        try {
            return commit.get();
        } finally {
            leave();
        }
    }

    private void enter() {
        lock.lock();
        try {
            if (closed) {
                throw new StoreClosedException();
            }
            inside++;
        } finally {
            lock.unlock();
        }
    }

    private void leave() {
        lock.lock();
        try {
            inside--;
            left.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Lets nobody in any more, and waits for those inside. */
    void close() {
        lock.lock();
        try {
            closed = true;
            while (inside > 0) {
                left.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }
}
