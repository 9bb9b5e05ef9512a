package io.jubernetes.apiserver.nodeproxy;

import io.jubernetes.apimachinery.api.ApiRequest;
import io.jubernetes.apimachinery.api.ApiResponse;
import io.jubernetes.apimachinery.api.Headers;
import io.jubernetes.apimachinery.api.QueryParameters;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.apimachinery.error.ApiException.Details;
import io.jubernetes.apimachinery.error.StatusReason;
import io.jubernetes.apiserver.nodeproxy.NodeConnector.Destination;
import io.jubernetes.transport.stream.WebSocketToken;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;

/** Passes requests on, without what is meant for the API server alone. */
final class Forwarding {

    /** The user's credentials are not the node's business; the host is another one. */
    private static final List<String> KEPT_BACK = List.of("authorization", "cookie", "host", "content-length");

    private static final String PROTOCOLS = "sec-websocket-protocol";

    private final NodeConnector connector;

    Forwarding(NodeConnector connector) {
        this.connector = connector;
    }

    /** @param path percent-encoded */
    ApiResponse send(ApiRequest original, Destination destination, String path, QueryParameters query) {
        ApiRequest request = new ApiRequest(
                original.method(), path, query, passedOn(original.headers()), original.body(), original.caller());
        try {
            return connector.forward(destination, request);
        } catch (UncheckedIOException unreachable) {
            throw new ApiException(
                    StatusReason.InternalError,
                    StatusReason.InternalError.code(),
                    "error dialing backend: "
                            + Objects.requireNonNullElse(unreachable.getCause(), unreachable)
                                    .getMessage(),
                    Details.NONE);
        }
    }

    private static Headers passedOn(Headers headers) {
        Headers[] kept = {Headers.EMPTY};
        headers.forEach((name, value) -> {
            if (!KEPT_BACK.contains(name) && !name.startsWith(":")) {
                kept[0] = kept[0].and(name, name.equals(PROTOCOLS) ? WebSocketToken.without(value) : value);
            }
        });
        return kept[0];
    }
}
