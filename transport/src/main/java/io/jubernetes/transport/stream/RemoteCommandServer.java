package io.jubernetes.transport.stream;

import io.jubernetes.apimachinery.api.ApiRequest;
import io.jubernetes.apimachinery.api.ApiResponse;
import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.apimachinery.error.ApiException;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The far end of exec and attach: WebSocket ({@code v5.channel.k8s.io} and its forerunners) and SPDY/3.1 ({@code
 * v4.channel.k8s.io} and its forerunners).
 */
public final class RemoteCommandServer {

    private static final List<String> WEB_SOCKET = List.of(
            "v5.channel.k8s.io",
            "v4.channel.k8s.io",
            "v4.base64.channel.k8s.io",
            "channel.k8s.io",
            "base64.channel.k8s.io");
    private static final List<String> SPDY =
            List.of("v4.channel.k8s.io", "v3.channel.k8s.io", "v2.channel.k8s.io", "channel.k8s.io");

    private final Environment environment;

    public RemoteCommandServer(Environment environment) {
        this.environment = environment;
    }

    /**
     * Answers an exec or attach request; the command runs when the answer's body does.
     *
     * @throws ApiException when the request is no upgrade, or asks for a protocol that is not spoken here
     */
    public ApiResponse accept(ApiRequest request, StreamOptions options, RemoteCommand command) {
        if (Upgrades.isWebSocket(request)) {
            List<String> offered = Upgrades.tokens(request.headers(), "sec-websocket-protocol");
            String protocol = choose(offered, WEB_SOCKET);
            ChannelCodec codec = ChannelCodec.of(protocol == null ? "" : protocol);
            return Upgrades.toWebSocket(
                    request,
                    protocol,
                    connection -> new WebSocketCommand(environment, options, codec).run(connection, command));
        }
        if (Upgrades.isSpdy(request)) {
            List<String> offered = Upgrades.tokens(request.headers(), Upgrades.SPDY_PROTOCOL_HEADER);
            String chosen = choose(offered, SPDY);
            String protocol = chosen == null ? "channel.k8s.io" : chosen;
            return Upgrades.toSpdy(
                    protocol, connection -> new SpdyCommand(environment, options, protocol).run(connection, command));
        }
        throw Upgrades.notAnUpgrade();
    }

    /** Null when the client names none: the oldest form of the protocol then. */
    private static @Nullable String choose(List<String> offered, List<String> spoken) {
        String chosen = Upgrades.choose(offered, spoken);
        if (chosen == null && !offered.isEmpty()) {
            throw Upgrades.unknownProtocol(offered, spoken);
        }
        return chosen;
    }

    /** Runs a command; whatever happens has a status. */
    static ExitStatus run(RemoteCommand command, RemoteCommandStreams streams) throws InterruptedException {
        try {
            return command.run(streams);
        } catch (IOException | RuntimeException e) {
            String message = e.getMessage() == null ? e.toString() : e.getMessage();
            return new ExitStatus.Failed("error executing command in container: " + message);
        }
    }
}
