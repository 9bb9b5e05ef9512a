package io.jubernetes.apiserver;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jubernetes.apimachinery.api.ApiRequest;
import io.jubernetes.apimachinery.api.Caller;
import io.jubernetes.apimachinery.api.Headers;
import io.jubernetes.apimachinery.api.QueryParameters;
import io.jubernetes.apimachinery.api.UserInfo;
import io.jubernetes.apimachinery.environment.SystemEnvironment;
import io.jubernetes.apimachinery.json.Json;
import io.jubernetes.apiserver.authorization.AuthorizationMode;
import io.jubernetes.kvstore.memory.MemoryStore;
import io.jubernetes.transport.server.HttpServer;
import io.jubernetes.transport.server.ServerConfig;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.Assertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Watches over WebSocket, seen by the JDK's client. */
@Timeout(60)
class WebSocketWatchTest {

    private static final String MAPS = "/api/v1/namespaces/default/configmaps";

    private static final MemoryStore STORE = new MemoryStore();
    private static final SystemEnvironment ENVIRONMENT = new SystemEnvironment();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static ApiServer server;
    private static HttpServer http;

    @BeforeAll
    static void start() throws IOException {
        ApiServerConfig defaults = ApiServerConfig.defaults();
        server = new ApiServer(
                defaults.withAccess(defaults.access().withMode(AuthorizationMode.ALWAYS_ALLOW)), ENVIRONMENT, STORE);
        server.start();
        http = HttpServer.start(ServerConfig.plainLoopback(), server, ENVIRONMENT);
    }

    @AfterAll
    static void stop() {
        // a test that failed leaves its watch open, and a client that is only closed waits for it
        CLIENT.shutdownNow();
        http.close();
        server.close();
        STORE.close();
    }

    /** What came: texts, hex of binary frames, and the code of the end. */
    private static final class Received implements WebSocket.Listener {
        private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
        private final StringBuilder text = new StringBuilder();
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                messages.add(text.toString());
                text.setLength(0);
            }
            socket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean last) {
            byte[] piece = new byte[data.remaining()];
            data.get(piece);
            bytes.writeBytes(piece);
            if (last) {
                messages.add("binary " + bytes.toString(StandardCharsets.ISO_8859_1));
                bytes.reset();
            }
            socket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            messages.add("closed " + code);
            return null;
        }

        String next() throws InterruptedException {
            String message = messages.poll(20, TimeUnit.SECONDS);
            return message == null ? "nothing" : message;
        }
    }

    private static WebSocket connect(String query, Received received, String... headers) {
        WebSocket.Builder builder = CLIENT.newWebSocketBuilder();
        for (int i = 0; i < headers.length; i += 2) {
            builder.header(headers[i], headers[i + 1]);
        }
        return builder.buildAsync(URI.create("ws://127.0.0.1:" + http.port() + MAPS + "?watch=true" + query), received)
                .join();
    }

    private static int send(String method, String path, String body) {
        ApiRequest request = new ApiRequest(
                method,
                path,
                QueryParameters.EMPTY,
                Headers.of("content-type", "application/json"),
                body.getBytes(StandardCharsets.UTF_8),
                new Caller.Local(new UserInfo("admin", "system:masters")));
        return server.handle(request).status();
    }

    private static void create(String name) {
        String body = "{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"" + name
                + "\"},\"data\":{\"k\":\"ü\\n\"}}";
        assertThat(send("POST", MAPS, body)).isEqualTo(201);
    }

    @Test
    void eachEventIsATextUntilTheClientLeaves() throws InterruptedException {
        Received received = new Received();
        WebSocket socket = connect("&fieldSelector=metadata.name=text", received);
        create("text");
        send("DELETE", MAPS + "/text", "");

        JsonNode added = Json.decodeTrusted(received.next().getBytes(StandardCharsets.UTF_8));
        assertThat(added.path("type").asText()).isEqualTo("ADDED");
        assertThat(added.at("/object/data/k").asText()).isEqualTo("ü\n");
        assertThat(received.next()).startsWith("{\"type\":\"DELETED\"").endsWith("}\n");

        socket.sendPing(ByteBuffer.wrap(new byte[] {1})).join();
        socket.sendText("nobody listens", true).join();
        socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
        assertThat(received.next()).isEqualTo("closed 1000");
    }

    @Test
    void protobufIsBinaryWithoutTheLengths() throws InterruptedException {
        Received received = new Received();
        WebSocket socket = connect(
                "&fieldSelector=metadata.name=binary",
                received,
                "Accept",
                "application/vnd.kubernetes.protobuf;stream=watch");
        create("binary");

        // field 1 of the event is its type, field 2 the object in its envelope
        assertThat(received.next()).startsWith("binary \n\u0005ADDED\u0012").contains("k8s\0");
        socket.abort();
    }

    @Test
    void theServerClosesInTimeAndProperly() throws InterruptedException {
        Received received = new Received();
        connect("&timeoutSeconds=1&resourceVersion=1&fieldSelector=metadata.name=nobody", received);
        assertThat(received.next()).isEqualTo("closed 1000");
    }

    @Test
    void refusalsComeBeforeTheUpgrade() {
        Assertions.assertThatThrownBy(() -> connect("&fieldSelector=data.k=1", new Received()))
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(java.net.http.WebSocketHandshakeException.class);
    }
}
