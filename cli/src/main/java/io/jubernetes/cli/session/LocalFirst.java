package io.jubernetes.cli.session;

import io.jubernetes.apimachinery.api.ApiHandler;
import io.jubernetes.apimachinery.api.ApiRequest;
import io.jubernetes.apimachinery.api.ApiResponse;
import io.jubernetes.transport.client.UnreachableException;
import io.jubernetes.transport.local.ClientCert;
import java.io.UncheckedIOException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests over the server's local socket. When nobody listens there, or a server that does not know this user, it goes
 * over to the network and stays there: neither has done anything with the request. Used by one thread at a time.
 */
final class LocalFirst implements ApiHandler {

    private static final int UNAUTHORIZED = 401;

    private final ApiHandler local;
    private final String clientCert;
    private final Supplier<ApiHandler> network;
    private final Consumer<String> notes;
    private volatile @Nullable ApiHandler instead;

    /** @param clientCert says whom this user takes the server to know */
    LocalFirst(ApiHandler local, String clientCert, Supplier<ApiHandler> network, Consumer<String> notes) {
        this.local = local;
        this.clientCert = clientCert;
        this.network = network;
        this.notes = notes;
    }

    @Override
    public ApiResponse handle(ApiRequest request) {
        ApiHandler known = instead;
        return known == null ? first(request) : known.handle(request);
    }

    private ApiResponse first(ApiRequest request) {
        try {
            ApiResponse answer =
                    local.handle(request.withHeaders(request.headers().and(ClientCert.FIELD, clientCert)));
            if (answer.status() != UNAUTHORIZED) {
                return answer;
            }
            notes.accept("The server there does not know this user");
        } catch (UncheckedIOException e) {
            if (!(e.getCause() instanceof UnreachableException)) {
                throw e;
            }
            notes.accept(String.valueOf(e.getCause().getMessage()));
        }
        ApiHandler handler = network.get();
        instead = handler;
        return handler.handle(request);
    }
}
