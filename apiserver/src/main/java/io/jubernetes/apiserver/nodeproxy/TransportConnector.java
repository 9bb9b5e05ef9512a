package io.jubernetes.apiserver.nodeproxy;

import io.jubernetes.apimachinery.api.ApiRequest;
import io.jubernetes.apimachinery.api.ApiResponse;
import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.transport.client.Target;
import io.jubernetes.transport.client.UpgradableHttpClient;
import io.jubernetes.transport.pki.Credential;
import io.jubernetes.transport.pki.SslContexts;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** Reaches nodes and pods over the network. */
public final class TransportConnector implements NodeConnector {

    private static final Duration CONNECT = Duration.ofSeconds(10);

    private final Environment environment;
    private final SSLContext agents;
    private final boolean verifyAgents;
    private final SSLContext anyone = SslContexts.unverified(null);

    /**
     * @param client by which the API server is known to node agents
     * @param agentCaPem who signs the agents' serving certificates; null to believe any, as upstream without {@code
     *     --kubelet-certificate-authority}, because agents may sign their own
     */
    public TransportConnector(Environment environment, Credential client, @Nullable String agentCaPem) {
        this.environment = environment;
        this.verifyAgents = agentCaPem != null;
        this.agents = agentCaPem == null ? SslContexts.unverified(client) : SslContexts.of(client, agentCaPem);
    }

    @Override
    public ApiResponse forward(Destination destination, ApiRequest request) {
        return new UpgradableHttpClient(environment, target(destination)).handle(request);
    }

    private Target target(Destination to) {
        return switch (to.scheme()) {
            case AGENT ->
                new Target(to.host(), to.port(), agents, verifyAgents ? to.host() : null, CONNECT, Duration.ZERO);
            case HTTP -> new Target(to.host(), to.port(), null, null, CONNECT, Duration.ZERO);
            case HTTPS -> new Target(to.host(), to.port(), anyone, null, CONNECT, Duration.ZERO);
        };
    }
}
