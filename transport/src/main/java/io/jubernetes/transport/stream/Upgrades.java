package io.jubernetes.transport.stream;

import io.jubernetes.apimachinery.api.ApiRequest;
import io.jubernetes.apimachinery.api.ApiResponse;
import io.jubernetes.apimachinery.api.Headers;
import io.jubernetes.apimachinery.api.ResponseBody;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.apimachinery.error.StatusReason;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The handshakes that turn a request into a connection. */
final class Upgrades {

    private static final String WEB_SOCKET_GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    static final String SPDY_PROTOCOL_HEADER = "x-stream-protocol-version";

    private Upgrades() {}

    static boolean isWebSocket(ApiRequest request) {
        return isUpgradeTo(request, "websocket");
    }

    static boolean isSpdy(ApiRequest request) {
        return isUpgradeTo(request, "spdy/3.1");
    }

    private static boolean isUpgradeTo(ApiRequest request, String protocol) {
        return has(request.headers(), "connection", "upgrade") && has(request.headers(), "upgrade", protocol);
    }

    private static boolean has(Headers headers, String name, String token) {
        return tokens(headers, name).stream()
                .anyMatch(t -> t.toLowerCase(Locale.ROOT).equals(token));
    }

    /** The values of a field that is a list, in the client's order. */
    static List<String> tokens(Headers headers, String name) {
        List<String> tokens = new ArrayList<>();
        for (String value : headers.all(name)) {
            for (String token : value.split(",")) {
                if (!token.isBlank()) {
                    tokens.add(token.strip());
                }
            }
        }
        return tokens;
    }

    /** The first protocol that the client names and we speak; null when there is none. */
    static @Nullable String choose(List<String> offered, List<String> spoken) {
        return offered.stream().filter(spoken::contains).findFirst().orElse(null);
    }

    static ApiException notAnUpgrade() {
        return ApiException.badRequest("Upgrade request required");
    }

    static ApiException unknownProtocol(List<String> offered, List<String> spoken) {
        return new ApiException(
                StatusReason.Forbidden,
                "unable to upgrade: unable to negotiate protocol: client supports " + offered + ", server accepts "
                        + spoken);
    }

    static ApiResponse toSpdy(String protocol, ResponseBody.Upgrade body) {
        return new ApiResponse(
                101, Headers.of("connection", "Upgrade", "upgrade", "SPDY/3.1", SPDY_PROTOCOL_HEADER, protocol), body);
    }

    /** @param protocol null when the client did not ask for one */
    static ApiResponse toWebSocket(ApiRequest request, @Nullable String protocol, ResponseBody.Upgrade body) {
        String key = request.headers().first("sec-websocket-key");
        if (key == null || !"13".equals(request.headers().first("sec-websocket-version"))) {
            throw ApiException.badRequest("unable to upgrade: not a WebSocket handshake of version 13");
        }
        Headers headers =
                Headers.of("connection", "Upgrade", "upgrade", "websocket", "sec-websocket-accept", accept(key));
        return new ApiResponse(101, protocol == null ? headers : headers.and("sec-websocket-protocol", protocol), body);
    }

    static String accept(String key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1")
                    .digest((key + WEB_SOCKET_GUID).getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-1 digest", e);
        }
    }
}
