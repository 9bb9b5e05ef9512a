package io.jubernetes.jube.command;

import io.jubernetes.apimachinery.api.ApiHandler;
import io.jubernetes.apimachinery.api.ApiRequest;
import io.jubernetes.apimachinery.api.Caller;
import io.jubernetes.apimachinery.api.QueryParameters;
import io.jubernetes.apimachinery.api.UserInfo;
import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.client.ApiClient;
import io.jubernetes.client.config.ClientConfig;
import io.jubernetes.client.config.ConfigException;
import io.jubernetes.client.config.Credentials;
import io.jubernetes.client.config.Kubeconfig;
import io.jubernetes.client.config.TlsSettings;
import io.jubernetes.client.http.HttpTransport;
import io.jubernetes.jube.console.CommandFailedException;
import io.jubernetes.jube.console.Console;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;

/** An API server that a kubeconfig leads to. */
final class RemoteCluster {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(200);
    private static final int TRIES_PER_SECOND = 5;

    private final ClientConfig config;
    private final Environment environment;
    private final ApiClient client;

    private RemoteCluster(ClientConfig config, Environment environment) {
        this.config = config;
        this.environment = environment;
        this.client = new ApiClient(new HttpTransport(config, environment));
    }

    static RemoteCluster of(Path kubeconfig, Environment environment) {
        try {
            return new RemoteCluster(ClientConfig.from(Kubeconfig.load(kubeconfig), null), environment);
        } catch (IOException | ConfigException e) {
            throw new CommandFailedException("--kubeconfig: " + kubeconfig + ": " + e.getMessage());
        }
    }

    ApiClient client() {
        return client;
    }

    /** The server without the kubeconfig's credentials. */
    ApiHandler anonymous() {
        TlsSettings tls = new TlsSettings(config.tls().authority(), config.tls().insecure(), null, null);
        return new HttpTransport(config.withTls(tls).withCredentials(new Credentials.None()), environment);
    }

    String url() {
        return config.server().toString();
    }

    /** Who signed the server's certificate; empty when the kubeconfig does not say. */
    String caPem() {
        String authority = config.tls().authority();
        return authority == null ? "" : authority;
    }

    /** Waits for a server that may be starting at the same time. */
    void awaitServer(Environment environment, Console console) throws InterruptedException {
        long deadline = environment.nanoTime() + PATIENCE.toNanos();
        for (int tries = 1; !answers(); tries++) {
            if (environment.nanoTime() > deadline) {
                throw new CommandFailedException("the API server at " + url() + " did not answer within "
                        + PATIENCE.toSeconds() + " s; is it running?");
            }
            if (tries % TRIES_PER_SECOND == 0) {
                console.progress("waiting for the API server at " + url() + " ...");
            }
            environment.sleep(BETWEEN_TRIES);
        }
    }

    private boolean answers() {
        try {
            Caller unnamed = new Caller.Local(new UserInfo(""));
            return client.raw(ApiRequest.of("GET", "/readyz", QueryParameters.EMPTY, unnamed))
                            .status()
                    == 200;
        } catch (UncheckedIOException e) {
            return false; // not there yet, or not any more
        }
    }
}
