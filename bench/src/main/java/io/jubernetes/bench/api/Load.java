package io.jubernetes.bench.api;

import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.bench.kvstore.Histogram;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Callers that each wait for an answer before they ask again, several to a connection. */
final class Load {

    /** Sends the request of a number. Called by one thread of each connection. */
    interface Request {
        void send(Http2Connection connection, int number, Exchange exchange);
    }

    /** Makes the requests of one connection. @param first number of its first caller */
    interface Requests {
        Request of(int first);
    }

    private final Environment environment;
    private final Client client;
    private final int connections;
    private final int callers;
    private final Histogram times = new Histogram();
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private int most;
    private long end;
    private double seconds;

    /** @param callers of each connection */
    Load(Environment environment, Client client, int connections, int callers) {
        this.environment = environment;
        this.client = client;
        this.connections = connections;
        this.callers = callers;
    }

    /** Goes on for a time, or until there were so many requests. */
    Load run(Duration time, int count, Requests requests) throws IOException, InterruptedException {
        most = count;
        List<Http2Connection> open = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            open.add(client.connect());
        }
        long begin = environment.nanoTime();
        end = begin + time.toNanos();
        List<Environment.Task> tasks = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            Http2Connection connection = open.get(i);
            Request request = requests.of(i * callers);
            tasks.add(environment.startNative("connection", () -> drive(connection, request)));
        }
        for (Environment.Task task : tasks) {
            task.join();
        }
        seconds = (environment.nanoTime() - begin) / 1e9;
        if (failure.get() != null) {
            throw new IllegalStateException("a request failed", failure.get());
        }
        return this;
    }

    private void drive(Http2Connection connection, Request request) {
        try (connection) {
            Caller[] all = new Caller[callers];
            int asking = 0;
            for (int i = 0; i < callers; i++) {
                all[i] = new Caller(connection, request);
                asking += all[i].ask() ? 1 : 0;
            }
            connection.flush();
            while (asking > 0) {
                connection.read();
                asking = 0;
                for (Caller caller : all) {
                    asking += caller.asking ? 1 : 0;
                }
            }
        } catch (IOException | RuntimeException e) {
            failure.set(e);
        }
    }

    private final class Caller implements Exchange {
        private final Http2Connection connection;
        private final Request request;
        private long asked;
        private long received;
        private int code;
        private boolean asking;

        Caller(Http2Connection connection, Request request) {
            this.connection = connection;
            this.request = request;
        }

        boolean ask() {
            asked = environment.nanoTime();
            int number = asked < end ? next.getAndIncrement() : most;
            asking = number < most;
            if (asking) {
                request.send(connection, number, this);
            } else {
                bytes.addAndGet(received);
            }
            return asking;
        }

        @Override
        public void status(int answered) {
            code = answered;
        }

        @Override
        public void body(byte[] piece, int offset, int length) {
            received += length;
        }

        @Override
        public void ended() {
            if (code / 100 != 2) {
                throw new IllegalStateException("answered with " + code);
            }
            times.record(environment.nanoTime() - asked);
            ask();
        }
    }

    long count() {
        return times.count();
    }

    double perSecond() {
        return times.count() / seconds;
    }

    double bytesPerSecond() {
        return bytes.get() / seconds;
    }

    double millis(double share) {
        return times.millis(share);
    }
}
