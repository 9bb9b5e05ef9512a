package io.jubernetes.transport.server;

import io.jubernetes.apimachinery.api.UserInfo;
import io.jubernetes.transport.pki.Credential;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How a server is reached.
 *
 * @param address where to listen; port 0 takes any free one
 * @param tls null for plain HTTP/1.1: on a local socket, else only for tests and probes
 * @param local who calls over a local socket; null for the network
 */
public record ServerConfig(
        SocketAddress address, @Nullable Tls tls, @Nullable Local local, ServerLimits limits) {

    /**
     * The server's identity, and whose clients it believes.
     *
     * @param clientCaPem authorities of client certificates; null when none are asked for
     */
    public record Tls(Credential credential, @Nullable String clientCaPem) {}

    /**
     * Who calls over a Unix domain socket: the user of this process, or root.
     *
     * @param user whom such a caller is taken for
     * @param certificatePem with which the same user comes over the network; a caller that names another one is sent away
     */
    public record Local(UserInfo user, String certificatePem) {}

    /** Plain HTTP on the loopback address, any port. */
    public static ServerConfig plainLoopback() {
        return new ServerConfig(new InetSocketAddress("127.0.0.1", 0), null, null, ServerLimits.DEFAULTS);
    }

    /** HTTPS with the usual limits. */
    public static ServerConfig https(InetSocketAddress address, Credential credential, @Nullable String clientCaPem) {
        return new ServerConfig(address, new Tls(credential, clientCaPem), null, ServerLimits.DEFAULTS);
    }

    /** HTTP on a Unix domain socket, which is made readable and writable for its owner only. */
    public static ServerConfig local(Path socket, Local caller) {
        return new ServerConfig(UnixDomainSocketAddress.of(socket), null, caller, ServerLimits.DEFAULTS);
    }

    public ServerConfig withLimits(ServerLimits newLimits) {
        return new ServerConfig(address, tls, local, newLimits);
    }
}
