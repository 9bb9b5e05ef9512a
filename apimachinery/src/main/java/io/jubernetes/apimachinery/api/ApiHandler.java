package io.jubernetes.apimachinery.api;

/**
 * A Kubernetes API without a socket: the API server is one, the node agent's API is one, and a client's connection to either
 * is one, over HTTP or within the process.
 */
@FunctionalInterface
public interface ApiHandler {

    /**
     * Answers a request. May wait, on the caller's (virtual) thread. Refusals are answers too: servers never throw, and clients
     * throw {@link java.io.UncheckedIOException} only when no answer could be had.
     */
    ApiResponse handle(ApiRequest request);
}
