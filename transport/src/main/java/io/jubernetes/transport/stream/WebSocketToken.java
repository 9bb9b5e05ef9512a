package io.jubernetes.transport.stream;

import io.jubernetes.apimachinery.api.Headers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * A bearer token among the protocols of a WebSocket handshake, where browsers have no other place for it.
 *
 * <p>It counts only beside another protocol, because it is none itself: a client whose only offer is not answered hangs up.
 */
public final class WebSocketToken {

    static final String PREFIX = "base64url.bearer.authorization.k8s.io.";

    private WebSocketToken() {}

    /**
     * The token, or empty when there is none.
     *
     * @throws IllegalArgumentException when there is one, but malformed
     */
    public static Optional<String> find(Headers headers) {
        List<String> offered = Upgrades.tokens(headers, "sec-websocket-protocol");
        List<String> tokens = offered.stream().filter(p -> p.startsWith(PREFIX)).toList();
        if (tokens.isEmpty()) {
            return Optional.empty();
        }
        if (tokens.size() > 1 || tokens.size() == offered.size()) {
            throw new IllegalArgumentException("expected one token and another protocol");
        }
        byte[] token = Base64.getUrlDecoder().decode(tokens.getFirst().substring(PREFIX.length()));
        return Optional.of(new String(token, StandardCharsets.UTF_8));
    }

    /** The protocols without the token, which is nobody else's business; empty when nothing is left. */
    public static String without(String protocols) {
        return String.join(
                ", ",
                List.of(protocols.split(",")).stream()
                        .map(String::strip)
                        .filter(protocol -> !protocol.startsWith(PREFIX))
                        .toList());
    }
}
