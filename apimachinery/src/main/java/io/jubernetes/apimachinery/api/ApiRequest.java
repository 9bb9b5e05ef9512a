package io.jubernetes.apimachinery.api;

/**
 * A request.
 *
 * @param method upper case, for instance {@code GET}
 * @param path without the query, still percent-encoded as it came, beginning with a slash
 * @param body the whole body, empty when there is none; never changed
 * @param caller who sent it, as far as the transport knows
 */
public record ApiRequest(
        String method, String path, QueryParameters query, Headers headers, byte[] body, Caller caller) {

    private static final byte[] NO_BODY = {};

    /** A request without a body. */
    public static ApiRequest of(String method, String path, QueryParameters query, Caller caller) {
        return new ApiRequest(method, path, query, Headers.EMPTY, NO_BODY, caller);
    }

    public ApiRequest withCaller(Caller newCaller) {
        return new ApiRequest(method, path, query, headers, body, newCaller);
    }

    public ApiRequest withHeaders(Headers newHeaders) {
        return new ApiRequest(method, path, query, newHeaders, body, caller);
    }
}
