package io.jubernetes.transport.client;

import java.time.Duration;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Where a client connects to.
 *
 * @param tls null for plain HTTP
 * @param verifiedName the name or address that the server's certificate must be for; null when its signature is enough
 * @param connectTimeout for the connection, TLS handshake included
 * @param answerTimeout from the request to the head of the answer; zero when there is no limit
 */
public record Target(
        String host,
        int port,
        @Nullable SSLContext tls,
        @Nullable String verifiedName,
        Duration connectTimeout,
        Duration answerTimeout) {

    private static final Duration CONNECT = Duration.ofSeconds(10);

    /** Plain HTTP, for tests. */
    public static Target plain(String host, int port) {
        return new Target(host, port, null, null, CONNECT, Duration.ZERO);
    }

    /** HTTPS; the certificate must be for the host. */
    public static Target https(String host, int port, SSLContext tls) {
        return new Target(host, port, tls, host, CONNECT, Duration.ZERO);
    }

    /** The value of a Host field. */
    String authority() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
