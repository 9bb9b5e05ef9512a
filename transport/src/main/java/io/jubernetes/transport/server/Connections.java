package io.jubernetes.transport.server;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** The open connections of a server, counted against the limit. */
final class Connections {

    private final ServerLimits limits;
    private final AtomicInteger count = new AtomicInteger();
    private final Set<ConnectionState> open = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    Connections(ServerLimits limits) {
        this.limits = limits;
    }

    Duration grace() {
        return limits.grace();
    }

    /** Counts a connection until it closes; false when there are too many already. */
    boolean admit(ConnectionState connection) {
        if (closed || count.incrementAndGet() > limits.connections()) {
            if (!closed) {
                count.decrementAndGet();
            }
            return false;
        }
        open.add(connection);
        connection.channel().closeFuture().addListener(done -> {
            open.remove(connection);
            count.decrementAndGet();
        });
        return true;
    }

    void drain() {
        closed = true;
        open.forEach(connection -> connection.onLoop(connection::drain));
    }

    void closeAll() {
        open.forEach(connection -> connection.onLoop(connection::closeNow));
    }
}
