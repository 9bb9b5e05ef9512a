package io.jubernetes.bench.api;

import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.bench.kvstore.Histogram;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.IntFunction;
import java.util.function.IntUnaryOperator;

/**
 * Watchers, and one writer that keeps its pace as long as a hundred writes or fewer are not answered yet. Every event is one line,
 * and a watcher hears in the order of the writes: so counting lines tells which write a line is of.
 */
final class FanOut {

    private static final int WATCHERS_OF_ONE = 125;
    private static final int UNANSWERED = 100;
    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long NEWLINES = 0x0a0a0a0a0a0a0a0aL;
    private static final long LOW = 0x7f7f7f7f7f7f7f7fL;
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final Setting setting;
    private final Environment environment;
    private final int watchers;
    private final IntFunction<byte[]> heads;
    private final Histogram times = new Histogram();
    private final AtomicLong heard = new AtomicLong();
    private final AtomicInteger lost = new AtomicInteger();
    private AtomicLongArray begun = new AtomicLongArray(0);
    private IntUnaryOperator listeners = i -> -1;
    private double seconds;

    /** How fast the writer writes, and how long. */
    record Pace(int perSecond, Duration time) {}

    /** @param heads the request of each watcher */
    FanOut(Setting setting, int watchers, IntFunction<byte[]> heads) {
        this.setting = setting;
        this.environment = setting.environment();
        this.watchers = watchers;
        this.heads = heads;
    }

    /** @param listener who hears of the write of a number; -1 for all */
    void run(Pace pace, Load.Request write, IntUnaryOperator listener) throws IOException, InterruptedException {
        int writes = (int) (pace.perSecond() * pace.time().toMillis() / 1000);
        begun = new AtomicLongArray(writes);
        listeners = listener;
        List<Http2Connection> connections = new ArrayList<>();
        CountDownLatch ready = new CountDownLatch(watchers);
        for (int first = 0; first < watchers; first += WATCHERS_OF_ONE) {
            connections.add(watch(first, Math.min(watchers, first + WATCHERS_OF_ONE), ready));
        }
        Http2Connection writer = setting.client().connect();
        connections.add(writer);
        environment.startNative("answers", () -> read(writer));
        ready.await();
        long begin = environment.nanoTime();
        write(writer, pace.perSecond(), writes, write);
        awaitAll((long) writes * (listener.applyAsInt(0) < 0 ? watchers : 1));
        seconds = (environment.nanoTime() - begin) / 1e9;
        for (Http2Connection connection : connections) {
            connection.close();
        }
    }

    private void awaitAll(long expected) throws InterruptedException {
        long limit = environment.nanoTime() + GRACE.toNanos();
        while (heard.get() < expected && lost.get() == 0) {
            if (environment.nanoTime() > limit) {
                throw new IllegalStateException("heard of " + heard.get() + " of " + expected);
            }
            environment.sleep(Duration.ofMillis(2));
        }
    }

    private void write(Http2Connection writer, int perSecond, int writes, Load.Request write)
            throws InterruptedException {
        long step = Duration.ofSeconds(1).toNanos() / perSecond;
        long due = environment.nanoTime();
        Semaphore room = new Semaphore(UNANSWERED);
        Exchange answer = new Exchange() {
            @Override
            public void status(int code) {
                if (code / 100 != 2) {
                    throw new IllegalStateException("answered with " + code);
                }
            }

            @Override
            public void ended() {
                room.release();
            }
        };
        for (int i = 0; i < writes; i++, due += step) {
            long early = due - environment.nanoTime();
            if (early > 0) {
                environment.sleep(Duration.ofNanos(early));
            }
            room.acquire();
            begun.set(i, environment.nanoTime());
            write.send(writer, i, answer);
            writer.flush();
        }
    }

    private Http2Connection watch(int first, int end, CountDownLatch ready) throws IOException {
        Http2Connection connection = setting.client().connect();
        for (int i = first; i < end; i++) {
            connection.send(heads.apply(i), Body.NONE, new Watch(i, ready));
            connection.flush();
        }
        environment.startNative("watches", () -> read(connection));
        return connection;
    }

    private static void read(Http2Connection connection) {
        try {
            while (true) {
                connection.read();
            }
        } catch (IOException closed) {
            // the measurement is over
        }
    }

    double millis(double share) {
        return times.millis(share);
    }

    double perSecond() {
        return heard.get() / seconds;
    }

    /** Watches that the server ended, as their receiver was too slow. */
    int lost() {
        return lost.get();
    }

    double seconds() {
        return seconds;
    }

    private final class Watch implements Exchange {
        private final int number;
        private final CountDownLatch ready;
        private int write;

        Watch(int number, CountDownLatch ready) {
            this.number = number;
            this.ready = ready;
        }

        @Override
        public void status(int code) {
            if (code != 200) {
                throw new IllegalStateException("answered with " + code);
            }
            ready.countDown();
        }

        @Override
        public void body(byte[] bytes, int offset, int length) {
            int lines = lines(bytes, offset, offset + length);
            if (lines > 0) {
                hear(lines);
            }
        }

        private void hear(int lines) {
            long now = environment.nanoTime();
            for (int i = 0; i < lines; i++) {
                while (listeners.applyAsInt(write) >= 0 && listeners.applyAsInt(write) != number) {
                    write++;
                }
                times.record(now - begun.get(write++));
            }
            heard.addAndGet(lines);
        }

        @Override
        public void ended() {
            lost.incrementAndGet();
        }
    }

    private static int lines(byte[] bytes, int from, int to) {
        int lines = 0;
        int at = from;
        for (; at + 8 <= to; at += 8) {
            long x = (long) EIGHT.get(bytes, at) ^ NEWLINES;
            lines += 8 - Long.bitCount(((x & LOW) + LOW | x) & ~LOW);
        }
        for (; at < to; at++) {
            lines += bytes[at] == '\n' ? 1 : 0;
        }
        return lines;
    }
}
