package io.jubernetes.client.http;

import io.jubernetes.apimachinery.environment.Environment;
import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * As many connections as the requests under way need. The JDK's client keeps one to each server and fails requests for which the
 * server allows no more streams on it; and watches hold theirs for long. Until that one is there, it opens another for each
 * request and throws them away again: so the first request goes ahead alone.
 */
final class Connections implements AutoCloseable {

    /** Below the hundred that every server allows, as a stream is told to be over a little before it is. */
    static final int STREAMS = 90;

    /** Others do not wait longer for an answer to the first request: it may be a slow one. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Environment environment;
    private final Supplier<HttpClient> maker;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    // guarded by lock
    private final List<Connection> all = new ArrayList<>();
    private boolean closed;

    Connections(Environment environment, Supplier<HttpClient> maker) {
        this.environment = environment;
        this.maker = maker;
    }

    /** A connection that has room for one more request, until that has left it. */
    Connection take() throws IOException, InterruptedException {
        lock.lock();
        try {
            Connection connection = withRoom();
            while (connection.isOpening && environment.await(changed, PATIENCE)) {
                connection = withRoom();
            }
            connection.isOpening = !connection.isOpen;
            connection.running++;
            return connection;
        } finally {
            lock.unlock();
        }
    }

    private Connection withRoom() throws IOException {
        if (closed) {
            throw new IOException("the transport is closed");
        }
        for (Connection connection : all) {
            if (connection.running < STREAMS) {
                return connection;
            }
        }
        Connection more = new Connection(maker.get());
        all.add(more);
        return more;
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            all.forEach(connection -> connection.client.shutdownNow());
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    final class Connection {
        private final HttpClient client;
        private int running;
        private boolean isOpening;
        private boolean isOpen;

        private Connection(HttpClient client) {
            this.client = client;
        }

        HttpClient client() {
            return client;
        }

        /** There was an answer over it: others need not wait any more. */
        void answered() {
            change(() -> {
                isOpen = true;
                isOpening = false;
            });
        }

        /** The request is over. */
        void leave() {
            change(() -> {
                running--;
                isOpening = false;
            });
        }

        private void change(Runnable what) {
            lock.lock();
            try {
                boolean waitedFor = isOpening;
                what.run();
                if (waitedFor) {
                    changed.signalAll();
                }
            } finally {
                lock.unlock();
            }
        }
    }
}
