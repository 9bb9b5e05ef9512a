package io.jubernetes.transport.server;

import java.time.Duration;

/**
 * What a client may ask of a server.
 *
 * @param headerBytes of request line and header fields; more is answered with 431
 * @param bodyBytes of a request; more is answered with 413
 * @param connections open at a time; further ones are closed at once
 * @param readDeadline for a header (TLS handshake included) from its first byte or the connection's start, and again for a body
 * @param idleTimeout how long a connection without a request stays open
 * @param grace how long requests may go on when the server closes
 */
public record ServerLimits(
        int headerBytes, int bodyBytes, int connections, Duration readDeadline, Duration idleTimeout, Duration grace) {

    /** As upstream's API server has them, where it has them. */
    public static final ServerLimits DEFAULTS = new ServerLimits(
            256 * 1024,
            3 * 1024 * 1024,
            10_000,
            Duration.ofSeconds(32),
            Duration.ofSeconds(180),
            Duration.ofSeconds(10));

    public ServerLimits withGrace(Duration newGrace) {
        return new ServerLimits(headerBytes, bodyBytes, connections, readDeadline, idleTimeout, newGrace);
    }
}
