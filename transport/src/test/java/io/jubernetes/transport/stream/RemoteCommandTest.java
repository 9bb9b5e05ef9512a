package io.jubernetes.transport.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jubernetes.apimachinery.api.ApiHandler;
import io.jubernetes.apimachinery.api.ApiRequest;
import io.jubernetes.apimachinery.api.ApiResponse;
import io.jubernetes.apimachinery.api.Caller;
import io.jubernetes.apimachinery.api.Headers;
import io.jubernetes.apimachinery.api.QueryParameters;
import io.jubernetes.apimachinery.api.UserInfo;
import io.jubernetes.transport.client.Target;
import io.jubernetes.transport.client.UpgradableHttpClient;
import io.jubernetes.transport.server.HttpServer;
import io.jubernetes.transport.server.ServerConfig;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Our own client, and another WebSocket client that was not written for Kubernetes. */
@Timeout(60)
class RemoteCommandTest {

    private static final String EXEC = "/api/v1/namespaces/default/pods/p/exec";

    private final FakeNode node = new FakeNode();
    private final RemoteCommandClient commands = new RemoteCommandClient(node.environment);
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.start(ServerConfig.plainLoopback(), node, node.environment);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private ApiHandler overSockets() {
        return new UpgradableHttpClient(node.environment, Target.plain("127.0.0.1", server.port()));
    }

    private ExitStatus run(
            ApiHandler handler,
            String command,
            @Nullable InputStream stdin,
            RemoteCommandClient.@Nullable Resizes resizes)
            throws IOException, InterruptedException {
        QueryParameters query = QueryParameters.of(
                "command",
                command,
                "stdin",
                "" + (stdin != null),
                "stdout",
                "true",
                "stderr",
                "true",
                "tty",
                "" + (resizes != null));
        ApiRequest request = ApiRequest.of("GET", EXEC, query, new Caller.Local(new UserInfo("test")))
                .withHeaders(commands.headers());
        return commands.run(handler.handle(request), new RemoteCommandClient.LocalStreams(stdin, out, err), resizes);
    }

    @Test
    void theStreamsAndTheStatusArriveOverSocketsAndWithout() throws Exception {
        for (ApiHandler handler : List.of(overSockets(), node)) {
            out.reset();
            err.reset();
            byte[] input = "typed\n".repeat(100_000).getBytes(StandardCharsets.US_ASCII);
            assertThat(run(handler, "cat", new ByteArrayInputStream(input), null))
                    .isEqualTo(ExitStatus.SUCCESS);
            assertThat(out.toByteArray()).isEqualTo(input);
            assertThat(run(handler, "fail", null, null)).isEqualTo(new ExitStatus.Exited(3));
            assertThat(err.toString(StandardCharsets.US_ASCII)).isEqualTo("failing");
            assertThat(run(handler, "nonsense", null, null))
                    .isInstanceOfSatisfying(
                            ExitStatus.Failed.class,
                            failed -> assertThat(failed.message()).contains("no such command"));
        }
    }

    @Test
    void theTerminalsSizeArrives() throws Exception {
        Iterator<TerminalSize> sizes = List.of(new TerminalSize(80, 24)).iterator();
        run(overSockets(), "size", null, () -> sizes.hasNext() ? sizes.next() : null);
        assertThat(out.toString(StandardCharsets.US_ASCII)).isEqualTo("TerminalSize[columns=80, rows=24]");
    }

    @Test
    void whatIsNoUpgradeIsRefused() {
        QueryParameters query = QueryParameters.of("command", "cat", "stdout", "1");
        ApiResponse plain = node.handle(ApiRequest.of("POST", EXEC, query, new Caller.Local(new UserInfo("test"))));
        assertThat(plain.status()).isEqualTo(400);
        Headers unknown = commands.headers().and("x-dummy", "1");
        ApiResponse noStreams =
                node.handle(ApiRequest.of("GET", EXEC, QueryParameters.EMPTY, new Caller.Local(new UserInfo("test")))
                        .withHeaders(unknown));
        assertThat(noStreams.status()).isEqualTo(400);
        assertThatThrownBy(() -> commands.run(noStreams, new RemoteCommandClient.LocalStreams(null, out, err), null))
                .isInstanceOf(IOException.class);
    }

    @Test
    void olderWebSocketProtocolsAreSpoken() throws Exception {
        assertThat(dialogue("v4.channel.k8s.io", "fail"))
                .containsSubsequence("\1", "\2failing")
                .last()
                .asString()
                .startsWith("\3{")
                .contains("NonZeroExitCode");
        assertThat(dialogue("v4.base64.channel.k8s.io", "fail")).contains("2ZmFpbGluZw==");
        assertThat(dialogue("channel.k8s.io", "fail"))
                .contains("\2failing")
                .last()
                .asString()
                .contains("exit status 3");
    }

    @Test
    void portsAreForwardedOverWebSocketChannels() throws Exception {
        BlockingQueue<String> messages = new LinkedBlockingQueue<>();
        try (ServerSocket target = new ServerSocket(0);
                HttpClient client = HttpClient.newHttpClient()) {
            int port = target.getLocalPort();
            WebSocket socket = client.newWebSocketBuilder()
                    .subprotocols("v4.channel.k8s.io")
                    .buildAsync(
                            URI.create("ws://127.0.0.1:" + server.port()
                                    + "/api/v1/namespaces/default/pods/p/portforward?ports=" + port),
                            new Listener(messages))
                    .get();
            String number = "" + (char) (port & 0xff) + (char) (port >> 8);
            assertThat(messages.take()).isEqualTo("\0" + number);
            assertThat(messages.take()).isEqualTo("\1" + number);
            socket.sendBinary(ByteBuffer.wrap(new byte[] {0, 'h', 'i'}), true).get();
            try (Socket accepted = target.accept()) {
                assertThat(accepted.getInputStream().readNBytes(2)).asString().isEqualTo("hi");
                accepted.getOutputStream().write('!');
                assertThat(messages.take()).isEqualTo("\0!");
            }
            assertThat(messages.take()).isEqualTo("<end>");
        }
    }

    /** All messages until the server closes. */
    private List<String> dialogue(String protocol, String command) throws Exception {
        BlockingQueue<String> messages = new LinkedBlockingQueue<>();
        try (HttpClient client = HttpClient.newHttpClient()) {
            WebSocket socket = client.newWebSocketBuilder()
                    .subprotocols(protocol)
                    .buildAsync(
                            URI.create(
                                    "ws://127.0.0.1:" + server.port() + EXEC + "?stdout=1&stderr=1&command=" + command),
                            new Listener(messages))
                    .get();
            assertThat(socket.getSubprotocol()).isEqualTo(protocol);
            List<String> all = new ArrayList<>();
            for (String next = messages.take(); !next.equals("<end>"); next = messages.take()) {
                all.add(next);
            }
            return all;
        }
    }

    private record Listener(BlockingQueue<String> messages) implements WebSocket.Listener {

        @Override
        public @Nullable CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean last) {
            messages.add(StandardCharsets.ISO_8859_1.decode(data).toString());
            socket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            messages.add(data.toString());
            socket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            messages.add("<end>");
            return null;
        }

        @Override
        public void onError(WebSocket socket, Throwable error) {
            messages.add("<end>");
        }
    }
}
