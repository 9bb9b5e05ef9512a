package io.jubernetes.apiserver.nodeproxy;

import io.jubernetes.apimachinery.api.ApiRequest;
import io.jubernetes.apimachinery.api.ApiResponse;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.apimachinery.error.StatusReason;

/** The way from the API server to what runs on nodes. */
@FunctionalInterface
public interface NodeConnector {

    /** For servers that have no nodes to reach. */
    NodeConnector UNREACHABLE = (destination, request) -> {
        throw new ApiException(
                StatusReason.ServiceUnavailable, "no route to " + destination.host() + ":" + destination.port());
    };

    /**
     * Sends a request and gives back the answer, whose stream or upgraded connection is then the caller's.
     *
     * @throws java.io.UncheckedIOException when the destination cannot be reached
     */
    ApiResponse forward(Destination destination, ApiRequest request);

    /** Where a request goes. */
    record Destination(Scheme scheme, String node, String host, int port) {}

    /** How it is spoken to. */
    enum Scheme {
        /** A node's agent: TLS, and the API server shows its client certificate. */
        AGENT,
        /** A pod or Service. */
        HTTP,
        /** A pod or Service with a certificate that nobody here can verify. */
        HTTPS
    }
}
