package io.jubernetes.cli.session;

import io.jubernetes.apimachinery.api.ApiHandler;
import io.jubernetes.apimachinery.api.ApiRequest;
import io.jubernetes.apimachinery.api.ApiResponse;
import io.jubernetes.apimachinery.api.Headers;
import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.client.config.ClientConfig;
import io.jubernetes.client.config.Credentials;
import io.jubernetes.client.http.Authorization;
import io.jubernetes.client.http.TlsContexts;
import io.jubernetes.transport.client.LocalTarget;
import io.jubernetes.transport.client.Target;
import io.jubernetes.transport.client.UpgradableHttpClient;
import io.jubernetes.transport.local.ClientCert;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * HTTP/1.1 over plain sockets. A command makes one or two requests: the JDK's HTTP client, with its selector thread and HTTP/2,
 * would take longer to start than they take; and exec and port-forward need the connection itself. A cluster on this machine
 * is reached over its local socket where it has one: TLS would take longer than all the rest.
 */
final class SocketTransport implements ApiHandler {

    private static final Duration CONNECT = Duration.ofSeconds(30);

    private final ClientConfig config;
    private final Environment environment;
    private final Duration answerLimit;
    private final ReentrantLock lock = new ReentrantLock();
    private final String prefix;
    private final Consumer<String> notes;
    // guarded by lock
    private @Nullable ApiHandler client;
    private @Nullable Authorization authorization;

    /**
     * @param answerLimit zero for none
     * @param notes told which way the server was reached
     */
    SocketTransport(ClientConfig config, Environment environment, Duration answerLimit, Consumer<String> notes) {
        this.config = config;
        this.environment = environment;
        this.answerLimit = answerLimit;
        this.notes = notes;
        String path = config.server().getPath();
        this.prefix = path == null || path.equals("/") ? "" : path;
    }

    @Override
    public ApiResponse handle(ApiRequest request) {
        Headers headers = request.headers().and("user-agent", "jubectl");
        for (String name : new String[] {"impersonate-user", "impersonate-uid", "impersonate-group"}) {
            for (String value : config.headers().all(name)) {
                headers = headers.and(name, value);
            }
        }
        String authorize = authorize();
        if (authorize != null) {
            headers = headers.and("authorization", authorize);
        }
        ApiRequest complete = new ApiRequest(
                request.method(), prefix + request.path(), request.query(), headers, request.body(), request.caller());
        return client().handle(complete);
    }

    private @Nullable String authorize() {
        if (config.credentials() instanceof Credentials.None) {
            return null;
        }
        lock.lock();
        try {
            Authorization known = authorization;
            if (known == null) {
                known = new Authorization(environment, config.credentials());
                authorization = known;
            }
            return known.header();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            lock.unlock();
        }
    }

    private ApiHandler client() {
        lock.lock();
        try {
            ApiHandler known = client;
            if (known == null) {
                known = connected();
                client = known;
            }
            return known;
        } finally {
            lock.unlock();
        }
    }

    private ApiHandler connected() {
        Path socket = config.localSocket();
        String certificate = config.tls().certificate();
        if (socket == null || certificate == null || !prefix.isEmpty()) {
            return overNetwork();
        }
        ApiHandler local = new UpgradableHttpClient(environment, new LocalTarget(socket, answerLimit));
        notes.accept("Connecting to " + socket);
        return new LocalFirst(local, ClientCert.of(certificate), this::overNetwork, notes);
    }

    private ApiHandler overNetwork() {
        notes.accept("Connecting to " + config.server());
        return new UpgradableHttpClient(environment, target());
    }

    private Target target() {
        URI server = config.server();
        boolean tls = "https".equalsIgnoreCase(server.getScheme());
        String host = server.getHost().startsWith("[")
                ? server.getHost().substring(1, server.getHost().length() - 1)
                : server.getHost();
        int port = server.getPort() >= 0 ? server.getPort() : tls ? 443 : 80;
        return new Target(
                host,
                port,
                tls ? TlsContexts.of(config.tls()) : null,
                tls && !config.tls().insecure() ? host : null,
                CONNECT,
                answerLimit);
    }
}
