package io.jubernetes.transport.stream;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Hands bytes from one thread to another; the writer waits while too much is in it. */
final class Pipe {

    private static final int BOUND = 256 * 1024;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Queue<byte[]> pieces = new ArrayDeque<>();
    private final Input input = new Input();
    private int position;
    private int held;
    private boolean ended;
    private boolean readerGone;

    /** Waits for room; false when it came after the end, or after the reader left, and was dropped. */
    boolean write(byte[] piece) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (held >= BOUND && !ended && !readerGone) {
                changed.await();
            }
            if (ended || readerGone) {
                return false;
            }
            if (piece.length > 0) {
                pieces.add(piece);
                held += piece.length;
                changed.signalAll();
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Nothing more comes. */
    void end() {
        lock.lock();
        try {
            ended = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    InputStream input() {
        return input;
    }

    private void leave() {
        lock.lock();
        try {
            readerGone = true;
            pieces.clear();
            held = 0;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private int take(byte[] target, int offset, int length) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (pieces.isEmpty() && !ended && !readerGone) {
                changed.await();
            }
            byte[] first = pieces.peek();
            if (first == null) {
                return -1;
            }
            int count = Math.min(length, first.length - position);
            System.arraycopy(first, position, target, offset, count);
            position += count;
            held -= count;
            if (position == first.length) {
                pieces.remove();
                position = 0;
            }
            changed.signalAll();
            return count;
        } finally {
            lock.unlock();
        }
    }

    private final class Input extends InputStream {

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            Objects.checkFromIndexSize(offset, length, target.length);
            if (length == 0) {
                return 0;
            }
            try {
                return take(target, offset, length);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted while reading");
            }
        }

        @Override
        public int available() {
            lock.lock();
            try {
                return held;
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void close() {
            leave();
        }
    }
}
