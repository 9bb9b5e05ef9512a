package io.jubernetes.transport.server;

import io.jubernetes.apimachinery.api.ApiRequest;
import io.jubernetes.apimachinery.api.Headers;
import io.jubernetes.apimachinery.api.QueryParameters;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http2.HttpConversionUtil;

/**
 * A whole request as it came.
 *
 * @param multiplexed whether it is a stream of an HTTP/2 connection
 */
record RawRequest(HttpRequest head, byte[] body, Peer peer, boolean multiplexed) {

    /**
     * In the terms of {@link io.jubernetes.apimachinery.api.ApiHandler}.
     *
     * @throws IllegalArgumentException when the target is no path and query
     */
    ApiRequest toApi() {
        String target = target();
        int question = target.indexOf('?');
        String path = question < 0 ? target : target.substring(0, question);
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException("malformed request target \"" + target + "\"");
        }
        QueryParameters query = QueryParameters.parse(question < 0 ? null : target.substring(question + 1));
        return new ApiRequest(head.method().name(), path, query, headers(), body, peer.caller());
    }

    /** Without scheme and host, which proxies send. */
    private String target() {
        String uri = head.uri();
        int scheme = uri.startsWith("http://") || uri.startsWith("https://") ? uri.indexOf("://") : -1;
        if (scheme < 0) {
            return uri;
        }
        int slash = uri.indexOf('/', scheme + 3);
        return slash < 0 ? "/" : uri.substring(slash);
    }

    private Headers headers() {
        HttpHeaders headers = head.headers();
        if (multiplexed) { // the codec's own additions
            for (HttpConversionUtil.ExtensionHeaderNames own : HttpConversionUtil.ExtensionHeaderNames.values()) {
                headers.remove(own.text());
            }
        }
        return Headers.copyOf(headers.entries());
    }

    boolean isHead() {
        return HttpMethod.HEAD.equals(head.method());
    }

    /** Whether the client can tell where a body ends that has no length. */
    boolean knowsChunks() {
        return multiplexed || !HttpVersion.HTTP_1_0.equals(head.protocolVersion());
    }

    boolean keepsAlive() {
        return HttpUtil.isKeepAlive(head);
    }

    boolean acceptsGzip() {
        return head.headers().getAllAsString(HttpHeaderNames.ACCEPT_ENCODING).stream()
                .anyMatch(value -> value.contains("gzip"));
    }
}
