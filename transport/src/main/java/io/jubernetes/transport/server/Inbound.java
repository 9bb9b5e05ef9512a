package io.jubernetes.transport.server;

import io.netty.channel.Channel;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** What a client sends on an upgraded connection. The channel is read only while not too much is waiting here. */
final class Inbound extends InputStream {

    private static final int HIGH = 256 * 1024;
    private static final int LOW = HIGH / 2;

    private final Channel channel;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Queue<byte[]> pieces = new ArrayDeque<>();
    private int position;
    private int held;
    private boolean paused;
    private boolean ended;

    Inbound(Channel channel) {
        this.channel = channel;
    }

    /** From the event loop. */
    void arrived(byte[] piece) {
        lock.lock();
        try {
            if (piece.length == 0 || ended) {
                return;
            }
            pieces.add(piece);
            held += piece.length;
            if (held > HIGH && !paused) {
                paused = true;
                channel.config().setAutoRead(false);
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Nothing more comes; what is here can still be read. */
    void end() {
        lock.lock();
        try {
            ended = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        try {
            lock.lockInterruptibly();
        } catch (InterruptedException e) {
            throw interrupted();
        }
        try {
            while (pieces.isEmpty() && !ended && length > 0) {
                changed.await();
            }
            return length == 0 ? 0 : take(target, offset, length);
        } catch (InterruptedException e) {
            throw interrupted();
        } finally {
            lock.unlock();
        }
    }

    private int take(byte[] target, int offset, int length) {
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
        if (paused && held < LOW) {
            paused = false;
            channel.config().setAutoRead(true);
        }
        return count;
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

    private static IOException interrupted() {
        Thread.currentThread().interrupt();
        return new InterruptedIOException("interrupted while reading");
    }
}
