package io.jubernetes.transport.stream;

import io.jubernetes.apimachinery.api.ApiRequest;
import io.jubernetes.apimachinery.api.ApiResponse;
import io.jubernetes.apimachinery.api.BodySink;
import io.jubernetes.apimachinery.api.BodySink.ClosedSinkException;
import io.jubernetes.apimachinery.api.Connection;
import io.jubernetes.apimachinery.api.ResponseBody;
import io.jubernetes.apimachinery.environment.Environment;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * A streamed body as the messages of a WebSocket, for clients that ask for an upgrade. Such a client only listens: what it sends
 * is dropped, and when it closes, the stream ends.
 */
public final class WebSocketStream implements ResponseBody.Upgrade {

    private static final List<String> BYTES = List.of("binary.k8s.io", "base64.binary.k8s.io");
    private static final String PROTOCOLS = "sec-websocket-protocol";

    private final Environment environment;
    private final ResponseBody.Stream stream;
    private final StreamFraming framing;
    private final boolean greeting;

    private WebSocketStream(
            Environment environment, ResponseBody.Stream stream, StreamFraming framing, boolean greeting) {
        this.environment = environment;
        this.stream = stream;
        this.framing = framing;
        this.greeting = greeting;
    }

    /** Whether a client wants its answer this way. */
    public static boolean isAsked(ApiRequest request) {
        return Upgrades.isWebSocket(request);
    }

    /**
     * One message of the stream a frame. Whatever protocol the client names is fine: its frames are what the media type says.
     *
     * @throws io.jubernetes.apimachinery.error.ApiException when the request is no proper handshake
     */
    public static ApiResponse ofMessages(
            ApiRequest request, Environment environment, StreamFraming framing, ResponseBody.Stream stream) {
        String protocol = offered(request).stream().findFirst().orElse(null);
        return Upgrades.toWebSocket(request, protocol, new WebSocketStream(environment, stream, framing, false));
    }

    /**
     * The bytes as they come, as binary frames or in base64. An empty frame tells at once that the connection stands.
     *
     * @throws io.jubernetes.apimachinery.error.ApiException when the request is no proper handshake, or asks for a protocol that
     *     is not spoken here
     */
    public static ApiResponse ofBytes(ApiRequest request, Environment environment, ResponseBody.Stream stream) {
        List<String> offered = offered(request);
        String protocol = Upgrades.choose(offered, BYTES);
        if (protocol == null && !offered.isEmpty()) {
            throw Upgrades.unknownProtocol(offered, BYTES);
        }
        StreamFraming framing = BYTES.getLast().equals(protocol) ? StreamFraming.BASE64 : StreamFraming.BYTES;
        return Upgrades.toWebSocket(request, protocol, new WebSocketStream(environment, stream, framing, true));
    }

    private static List<String> offered(ApiRequest request) {
        return Upgrades.tokens(request.headers(), PROTOCOLS).stream()
                .filter(protocol -> !protocol.startsWith(WebSocketToken.PREFIX))
                .toList();
    }

    @Override
    public void run(Connection connection) throws IOException, InterruptedException {
        WebSocket socket = WebSocket.server(connection);
        Farewell farewell = new Farewell(environment);
        Sink sink = new Sink(socket, framing);
        if (greeting) {
            framing.send(socket, new byte[0]);
        }
        environment.start("websocket-read", () -> {
            try {
                ignoreAll(socket);
            } finally {
                sink.clientLeft();
                farewell.clientLeft();
            }
        });
        try {
            stream.writeTo(sink);
        } finally {
            socket.close(WebSocket.NORMAL, "");
        }
        farewell.await(Farewell.LIMIT);
    }

    private static void ignoreAll(WebSocket socket) {
        try {
            WebSocket.Message ignored = socket.read();
            while (ignored != null) {
                ignored = socket.read();
            }
        } catch (IOException e) {
            return; // the connection broke: the same as its end
        }
    }

    /** Cuts the stream into messages. */
    private static final class Sink implements BodySink {

        private final WebSocket socket;
        private final StreamFraming framing;
        private final CompletableFuture<Void> gone = new CompletableFuture<>();
        private byte[] begun = {};

        Sink(WebSocket socket, StreamFraming framing) {
            this.socket = socket;
            this.framing = framing;
        }

        @Override
        public void write(byte[] piece) throws IOException {
            try {
                begun = framing.sendAll(socket, begun, piece);
            } catch (IOException e) {
                clientLeft();
                throw new ClosedSinkException();
            }
        }

        @Override
        public void onClose(Runnable action) {
            gone.thenRun(action);
        }

        void clientLeft() {
            gone.complete(null);
        }
    }
}
