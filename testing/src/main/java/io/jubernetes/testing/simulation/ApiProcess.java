package io.jubernetes.testing.simulation;

import io.jubernetes.apimachinery.api.ApiHandler;
import io.jubernetes.apimachinery.api.ApiRequest;
import io.jubernetes.apimachinery.api.ApiResponse;
import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.apiserver.ApiServer;
import io.jubernetes.apiserver.ApiServerConfig;
import io.jubernetes.apiserver.token.SigningKey;
import io.jubernetes.apiserver.token.TokenSettings;
import io.jubernetes.kvstore.VersionedStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** The API server's process: another server over the same store after each restart. */
final class ApiProcess implements ApiHandler {

    /** One for all runs: making keys takes long, and nothing that is stored depends on it. */
    private static final ApiServerConfig CONFIG = ApiServerConfig.defaults()
            .withAccess(ApiServerConfig.Access.DEFAULT.withServiceAccounts(TokenSettings.with(SigningKey.generate())));

    private final Environment machine;
    private final VersionedStore store;
    private @Nullable ApiServer server;

    ApiProcess(Environment machine, VersionedStore store) {
        this.machine = machine;
        this.store = store;
    }

    void start() {
        ApiServer next = new ApiServer(CONFIG, machine, store);
        next.start();
        server = next;
    }

    /** Ends all watches and answers no new request. It works on its clients' threads: what was being written may still be. */
    void crash() {
        ApiServer last = server;
        server = null;
        if (last != null) {
            last.close();
        }
    }

    boolean isRunning() {
        return server != null;
    }

    @Override
    public ApiResponse handle(ApiRequest request) {
        ApiServer running = server;
        if (running == null) {
            throw new UncheckedIOException(new IOException("connection refused: no API server"));
        }
        return running.handle(request);
    }
}
