package io.jubernetes.jube.cluster;

import io.jubernetes.apimachinery.api.ApiRequest;
import io.jubernetes.apimachinery.api.ApiResponse;
import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.apiserver.nodeproxy.NodeConnector;
import io.jubernetes.transport.client.Target;
import io.jubernetes.transport.client.UpgradableHttpClient;
import io.jubernetes.transport.pki.Credential;
import io.jubernetes.transport.pki.SslContexts;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Reaches node agents, pods and Services over sockets. As upstream's API server without {@code
 * --kubelet-certificate-authority}, it shows agents who it is and does not verify who they are: agents may sign their
 * certificates themselves.
 */
final class NodeConnections implements NodeConnector {

    private static final Duration CONNECT = Duration.ofSeconds(10);

    private final Environment environment;
    private final SSLContext asApiServer;
    private final SSLContext asNobody = SslContexts.unverified(null);

    NodeConnections(Environment environment, Credential own) {
        this.environment = environment;
        this.asApiServer = SslContexts.unverified(own);
    }

    @Override
    public ApiResponse forward(Destination destination, ApiRequest request) {
        SSLContext tls = tls(destination.scheme());
        Target target = new Target(destination.host(), destination.port(), tls, null, CONNECT, Duration.ZERO);
        return new UpgradableHttpClient(environment, target).handle(request);
    }

    private @Nullable SSLContext tls(Scheme scheme) {
        return switch (scheme) {
            case AGENT -> asApiServer;
            case HTTPS -> asNobody;
            case HTTP -> null;
        };
    }
}
