package io.jubernetes.transport.server;

import io.jubernetes.transport.pki.Credential;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * How a server is reached.
 *
 * @param address where to listen; port 0 takes any free one
 * @param tls null for plain HTTP/1.1, which only tests and probes want
 */
public record ServerConfig(
        InetSocketAddress address, @Nullable Tls tls, ServerLimits limits) {

    /**
     * The server's identity, and whose clients it believes.
     *
     * @param clientCaPem authorities of client certificates; null when none are asked for
     */
    public record Tls(Credential credential, @Nullable String clientCaPem) {}

    /** Plain HTTP on the loopback address, any port. */
    public static ServerConfig plainLoopback() {
        return new ServerConfig(new InetSocketAddress("127.0.0.1", 0), null, ServerLimits.DEFAULTS);
    }

    /** HTTPS with the usual limits. */
    public static ServerConfig https(InetSocketAddress address, Credential credential, @Nullable String clientCaPem) {
        return new ServerConfig(address, new Tls(credential, clientCaPem), ServerLimits.DEFAULTS);
    }

    public ServerConfig withLimits(ServerLimits newLimits) {
        return new ServerConfig(address, tls, newLimits);
    }
}
