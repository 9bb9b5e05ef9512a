package io.jubernetes.apiserver.aggregation;

import io.jubernetes.apimachinery.api.ApiRequest;
import io.jubernetes.apimachinery.api.ApiResponse;
import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.apiserver.aggregation.ServiceAddresses.Address;
import io.jubernetes.apiserver.aggregation.ServiceAddresses.Located;
import io.jubernetes.apiserver.validation.Trees;
import io.jubernetes.transport.client.Target;
import io.jubernetes.transport.client.UpgradableHttpClient;
import io.jubernetes.transport.pki.Credential;
import io.jubernetes.transport.pki.SslContexts;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** The servers that a registration names, as one. */
final class RemoteServer {

    private static final Duration CONNECT = Duration.ofSeconds(10);

    private final Environment environment;
    private final @Nullable Credential client;
    private final Registration registration;
    private final Located located;
    private volatile @Nullable SSLContext verified;

    RemoteServer(Environment environment, @Nullable Credential client, Registration registration, Located located) {
        this.environment = environment;
        this.client = client;
        this.registration = registration;
        this.located = located;
    }

    Located located() {
        return located;
    }

    /** One of them, by chance; null when there is none. */
    @Nullable
    Address any() {
        return located.ready().isEmpty()
                ? null
                : located.ready()
                        .get(environment.random().nextInt(located.ready().size()));
    }

    /**
     * Sends a request and gives back the answer, whose stream or upgraded connection is then the caller's.
     *
     * @param patience how long the answer may take to begin; zero for any time
     * @throws java.io.UncheckedIOException when there is no answer
     * @throws IllegalArgumentException when the registration's authorities are none
     */
    ApiResponse send(Address address, ApiRequest request, Duration patience) {
        boolean anyone = registration.spec().path("insecureSkipTLSVerify").asBoolean(false);
        String name = registration.serviceName() + "." + registration.serviceNamespace() + ".svc";
        return send(address, request, context(anyone), anyone ? null : name, patience);
    }

    /** As {@link #send}, whoever answers: what is asked and told is no secret, and nothing is done because of it. */
    ApiResponse probe(Address address, ApiRequest request, Duration patience) {
        return send(address, request, SslContexts.unverified(client), null, patience);
    }

    private ApiResponse send(
            Address address, ApiRequest request, SSLContext tls, @Nullable String name, Duration patience) {
        Duration connect = patience.isZero() || CONNECT.compareTo(patience) < 0 ? CONNECT : patience;
        Target target = new Target(address.host(), address.port(), tls, name, connect, patience);
        return new UpgradableHttpClient(environment, target).handle(request);
    }

    private SSLContext context(boolean anyone) {
        SSLContext known = verified;
        if (known == null) {
            known = anyone ? SslContexts.unverified(client) : SslContexts.of(client, authorities());
            verified = known;
        }
        return known;
    }

    private @Nullable String authorities() {
        String bundle = Trees.text(registration.spec(), "caBundle");
        return bundle.isEmpty() ? null : new String(Base64.getMimeDecoder().decode(bundle), StandardCharsets.UTF_8);
    }
}
