package io.jubernetes.jube.cluster;

import io.jubernetes.apimachinery.api.ApiHandler;
import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.transport.server.HttpServer;
import io.jubernetes.transport.server.ServerConfig;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The API on a Unix domain socket. Who may connect is the administrator: the same people can read {@code admin.conf}, which
 * lies beside it with the same permissions. See docs/adr/0011.
 */
record LocalSocket(Path path, HttpServer server) implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LocalSocket.class);

    /** Serves there if that works; a cluster does not need it. */
    static @Nullable LocalSocket open(Path path, ClusterPki pki, ApiHandler handler, Environment environment)
            throws IOException {
        var caller = new ServerConfig.Local(ClusterPki.ADMIN, pki.admin().certificateChainPem());
        try {
            return new LocalSocket(path, HttpServer.start(ServerConfig.local(path, caller), handler, environment));
        } catch (IOException e) {
            LOG.warn("No local socket, clients use TLS: path={} cause={}", path, e.getMessage());
            return null;
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
