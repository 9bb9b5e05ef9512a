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

/** Reaches nodes and pods over the network. */
public final class TransportConnector implements NodeConnector {

    private static final Duration CONNECT = Duration.ofSeconds(10);

    private final Environment environment;
    private final SSLContext agents;
    private final SSLContext anyone = Unverified.context();

    /**
     * @param client by which the API server is known to node agents
     * @param agentCaPem who signs the agents' serving certificates
     */
    public TransportConnector(Environment environment, Credential client, String agentCaPem) {
        this.environment = environment;
        this.agents = SslContexts.of(client, agentCaPem);
    }

    @Override
    public ApiResponse forward(Destination destination, ApiRequest request) {
        return new UpgradableHttpClient(environment, target(destination)).handle(request);
    }

    private Target target(Destination to) {
        return switch (to.scheme()) {
            case AGENT -> new Target(to.host(), to.port(), agents, to.host(), CONNECT, Duration.ZERO);
            case HTTP -> new Target(to.host(), to.port(), null, null, CONNECT, Duration.ZERO);
            case HTTPS -> new Target(to.host(), to.port(), anyone, null, CONNECT, Duration.ZERO);
        };
    }
}
