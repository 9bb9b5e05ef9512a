package io.jubernetes.transport.server;

import io.jubernetes.apimachinery.api.BodySink.ClosedSinkException;
import io.jubernetes.apimachinery.environment.Environment;
import io.netty.channel.Channel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * The way out of an exchange: counts what was given to Netty and did not reach the socket yet, and makes writers wait above a
 * bound. HTTP/2's flow control is part of this: a frame counts until the client's window had room for it.
 */
final class Outbound {

    private static final int HIGH = 256 * 1024;
    /** Of what lasts there may be thousands, all of them slow. */
    private static final int HIGH_OF_STREAMS = 64 * 1024;

    private final Channel channel;
    private final Environment environment;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final List<Runnable> onClose = new ArrayList<>();
    private long pending;
    private int high = HIGH;
    private boolean gone;
    private boolean ended;

    Outbound(Channel channel, Environment environment) {
        this.channel = channel;
        this.environment = environment;
    }

    Channel channel() {
        return channel;
    }

    void becameStream() {
        lock.lock();
        try {
            high = HIGH_OF_STREAMS;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Sends a message when there is room for it.
     *
     * @param size what the message counts as, in bytes
     * @throws ClosedSinkException when the client is gone or the stream was ended
     */
    void write(Supplier<Object> message, int size) throws ClosedSinkException, InterruptedException {
        lock.lockInterruptibly();
        try {
            while (pending > high / 2 && pending + size > high && !gone && !ended) {
                changed.await();
            }
            if (gone || ended) {
                throw new ClosedSinkException();
            }
            pending += size;
        } finally {
            lock.unlock();
        }
        send(message.get(), size);
    }

    /** Sends the last message of an answer, even of one that was ended early. */
    void writeLast(Object message) {
        lock.lock();
        try {
            pending++;
        } finally {
            lock.unlock();
        }
        send(message, 1);
    }

    private void send(Object message, int size) {
        channel.writeAndFlush(message).addListener(done -> sent(size, done.isSuccess()));
    }

    private void sent(int size, boolean arrived) {
        lock.lock();
        try {
            pending -= size;
            if (pending <= high / 2 || !arrived) {
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
        if (!arrived) {
            close(false);
        }
    }

    /** Waits until the socket has taken everything, or the time is up. */
    void awaitSent(Duration limit) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            boolean inTime = true;
            while (pending > 0 && !gone && inTime) {
                inTime = environment.await(changed, limit);
            }
        } finally {
            lock.unlock();
        }
    }

    void onClose(Runnable action) {
        lock.lock();
        try {
            if (!gone && !ended) {
                onClose.add(action);
                return;
            }
        } finally {
            lock.unlock();
        }
        action.run();
    }

    /** The client is gone. */
    void clientLeft() {
        close(false);
    }

    /** The server ends the stream: writers see a closed sink, but the client is still there to see a proper end. */
    void end() {
        close(true);
    }

    boolean isClientThere() {
        lock.lock();
        try {
            return !gone;
        } finally {
            lock.unlock();
        }
    }

    private void close(boolean byServer) {
        List<Runnable> actions;
        lock.lock();
        try {
            gone |= !byServer;
            ended |= byServer;
            actions = List.copyOf(onClose);
            onClose.clear();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        if (!actions.isEmpty()) { // somebody else's code: not on the event loop
            environment.start("http-closed", () -> actions.forEach(Runnable::run));
        }
    }
}
