package io.jubernetes.transport.stream;

import io.jubernetes.apimachinery.api.ApiRequest;
import io.jubernetes.apimachinery.api.ApiResponse;
import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.apimachinery.error.ApiException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The far end of port-forward: SPDY/3.1, the same within WebSocket messages ({@code SPDY/3.1+portforward.k8s.io}), and the older
 * WebSocket form with ports named in the query ({@code v4.channel.k8s.io}).
 */
public final class PortForwardServer {

    private static final String SPDY = "portforward.k8s.io";
    private static final String TUNNEL = "SPDY/3.1+portforward.k8s.io";
    private static final List<String> WEB_SOCKET = List.of(TUNNEL, "v4.channel.k8s.io", "v4.base64.channel.k8s.io");

    private final Environment environment;

    public PortForwardServer(Environment environment) {
        this.environment = environment;
    }

    /**
     * Answers a port-forward request; connections are made while the answer's body runs.
     *
     * @throws ApiException when the request is no upgrade, or asks for a protocol that is not spoken here
     */
    public ApiResponse accept(ApiRequest request, PortDialer dialer) {
        if (Upgrades.isWebSocket(request)) {
            return acceptWebSocket(request, dialer);
        }
        if (!Upgrades.isSpdy(request)) {
            throw Upgrades.notAnUpgrade();
        }
        List<String> offered = Upgrades.tokens(request.headers(), Upgrades.SPDY_PROTOCOL_HEADER);
        if (!offered.isEmpty() && !offered.contains(SPDY)) {
            throw Upgrades.unknownProtocol(offered, List.of(SPDY));
        }
        return Upgrades.toSpdy(SPDY, connection -> new SpdyPortForward(environment, dialer).run(connection));
    }

    private ApiResponse acceptWebSocket(ApiRequest request, PortDialer dialer) {
        List<String> offered = Upgrades.tokens(request.headers(), "sec-websocket-protocol");
        String protocol = Upgrades.choose(offered, WEB_SOCKET);
        if (protocol == null && !offered.isEmpty()) {
            throw Upgrades.unknownProtocol(offered, WEB_SOCKET);
        }
        if (TUNNEL.equals(protocol)) {
            return Upgrades.toWebSocket(
                    request,
                    protocol,
                    connection -> new SpdyPortForward(environment, dialer)
                            .run(new WebSocketBytes(WebSocket.server(connection), connection)));
        }
        List<Integer> ports = ports(request);
        ChannelCodec codec = ChannelCodec.of(protocol == null ? "v4.channel.k8s.io" : protocol);
        return Upgrades.toWebSocket(
                request,
                protocol,
                connection -> new WebSocketPortForward(environment, dialer, codec, ports).run(connection));
    }

    private static List<Integer> ports(ApiRequest request) {
        List<Integer> ports = new ArrayList<>();
        for (String name : List.of("ports", "port")) {
            for (String value : request.query().all(name)) {
                for (String port : value.split(",")) {
                    ports.add(port(port));
                }
            }
        }
        if (ports.isEmpty()) {
            throw ApiException.badRequest("query parameter \"port\" is required");
        }
        return ports;
    }

    private static int port(@Nullable String text) {
        Integer port = parsePort(text);
        if (port == null) {
            throw ApiException.badRequest("invalid port \"" + text + "\"");
        }
        return port;
    }

    /** Null when the text is no port number. */
    static @Nullable Integer parsePort(@Nullable String text) {
        if (text == null || !text.strip().matches("\\d{1,5}")) {
            return null;
        }
        int port = Integer.parseInt(text.strip());
        return port >= 1 && port <= 65535 ? port : null;
    }
}
