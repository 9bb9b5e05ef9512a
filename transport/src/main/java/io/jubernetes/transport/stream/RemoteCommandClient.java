package io.jubernetes.transport.stream;

import io.jubernetes.apimachinery.api.ApiResponse;
import io.jubernetes.apimachinery.api.Connection;
import io.jubernetes.apimachinery.api.Headers;
import io.jubernetes.apimachinery.api.ResponseBody;
import io.jubernetes.apimachinery.environment.Environment;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The near end of exec and attach, over WebSocket ({@code v5.channel.k8s.io}, or v4 where the server is older).
 *
 * <p>Use: send a GET with {@link #headers()}; when the answer is 101, give it to {@link #run}.
 */
public final class RemoteCommandClient {

    private static final Logger LOG = LoggerFactory.getLogger(RemoteCommandClient.class);
    private static final String V5 = "v5.channel.k8s.io";
    private static final String V4 = "v4.channel.k8s.io";

    private final Environment environment;

    public RemoteCommandClient(Environment environment) {
        this.environment = environment;
    }

    /**
     * The local ends.
     *
     * @param stdin null when nothing is typed; its end is told to the command where the protocol can
     */
    public record LocalStreams(@Nullable InputStream stdin, OutputStream stdout, OutputStream stderr) {}

    /** A terminal size source: waits for the next size, null at the end. */
    @FunctionalInterface
    public interface Resizes {
        @Nullable
        TerminalSize next() throws InterruptedException;
    }

    /** What the request has to say; new for each request. */
    public Headers headers() {
        byte[] nonce = new byte[16];
        environment.random().nextBytes(nonce);
        return Headers.of(
                "connection",
                "Upgrade",
                "upgrade",
                "websocket",
                "sec-websocket-version",
                "13",
                "sec-websocket-key",
                Base64.getEncoder().encodeToString(nonce),
                "sec-websocket-protocol",
                V5 + "," + V4);
    }

    /**
     * Moves bytes until the command ends.
     *
     * @param response the 101 answer
     * @param resizes null without a terminal
     * @throws IOException when the answer is no upgrade, or the connection ends before the command's status came
     */
    public ExitStatus run(ApiResponse response, LocalStreams local, @Nullable Resizes resizes)
            throws IOException, InterruptedException {
        if (!(response.body() instanceof ResponseBody.Upgrade upgrade)) {
            throw new IOException("the server did not upgrade the connection: status " + response.status());
        }
        String protocol = response.headers().first("sec-websocket-protocol");
        ChannelCodec codec = ChannelCodec.of(protocol == null ? V4 : protocol);
        ConnectionPair pair = ConnectionPair.create();
        Environment.Task carrying = environment.start("exec-connection", () -> carry(upgrade, pair.far()));
        try (Connection near = pair.near()) {
            return talk(WebSocket.client(near, environment.random()), codec, local, resizes);
        } finally {
            carrying.join();
        }
    }

    private static void carry(ResponseBody.Upgrade upgrade, Connection far) throws InterruptedException {
        try (far) {
            upgrade.run(far);
        } catch (IOException e) {
            LOG.debug("Connection of a remote command broke: cause={}", e.toString());
        }
    }

    private ExitStatus talk(WebSocket socket, ChannelCodec codec, LocalStreams local, @Nullable Resizes resizes)
            throws IOException {
        Environment.Task typing = environment.start("exec-stdin", () -> type(socket, codec, local.stdin()));
        Environment.Task resizing = environment.start("exec-resize", () -> resize(socket, codec, resizes));
        try {
            return receive(socket, codec, local);
        } finally {
            typing.interrupt();
            resizing.interrupt();
            socket.close(WebSocket.NORMAL, "");
        }
    }

    private static ExitStatus receive(WebSocket socket, ChannelCodec codec, LocalStreams local) throws IOException {
        for (WebSocket.@Nullable Message message = socket.read(); message != null; message = socket.read()) {
            ChannelCodec.Piece piece = codec.decode(message);
            if (piece == null || piece.end() || piece.data().length == 0) {
                continue;
            }
            switch (piece.channel()) {
                case WebSocketCommand.STDOUT -> write(local.stdout(), piece.data());
                case WebSocketCommand.STDERR -> write(local.stderr(), piece.data());
                case WebSocketCommand.ERROR -> {
                    return ExitStatus.parse(piece.data());
                }
                default -> {
                    // a channel of a later protocol
                }
            }
        }
        throw new IOException("connection closed before the command's status came");
    }

    private static void write(OutputStream target, byte[] data) throws IOException {
        target.write(data);
        target.flush();
    }

    private static void type(WebSocket socket, ChannelCodec codec, @Nullable InputStream stdin) {
        if (stdin == null) {
            return;
        }
        try {
            byte[] buffer = new byte[16 * 1024];
            for (int count = stdin.read(buffer); count >= 0; count = stdin.read(buffer)) {
                codec.send(socket, WebSocketCommand.STDIN, Arrays.copyOf(buffer, count));
            }
            codec.sendEnd(socket, WebSocketCommand.STDIN);
        } catch (IOException e) {
            return; // the command ended first
        }
    }

    private static void resize(WebSocket socket, ChannelCodec codec, @Nullable Resizes resizes)
            throws InterruptedException {
        if (resizes == null) {
            return;
        }
        try {
            for (TerminalSize size = resizes.next(); size != null; size = resizes.next()) {
                String json = "{\"Width\":" + size.columns() + ",\"Height\":" + size.rows() + "}";
                codec.send(socket, WebSocketCommand.RESIZE, json.getBytes(StandardCharsets.US_ASCII));
            }
        } catch (IOException e) {
            return; // the command ended first
        }
    }
}
