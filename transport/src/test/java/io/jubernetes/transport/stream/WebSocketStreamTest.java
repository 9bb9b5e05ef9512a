package io.jubernetes.transport.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jubernetes.apimachinery.api.ApiRequest;
import io.jubernetes.apimachinery.api.ApiResponse;
import io.jubernetes.apimachinery.api.Caller;
import io.jubernetes.apimachinery.api.Headers;
import io.jubernetes.apimachinery.api.QueryParameters;
import io.jubernetes.apimachinery.api.ResponseBody;
import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.apimachinery.environment.SystemEnvironment;
import io.jubernetes.apimachinery.error.ApiException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Streams as WebSocket messages. */
@Timeout(60)
class WebSocketStreamTest {

    private final Environment environment = new SystemEnvironment();
    private final ConnectionPair pair = ConnectionPair.create();
    private final WebSocket client = WebSocket.client(pair.near(), new Random(1));

    private static ApiRequest request(String protocols) {
        Headers headers = Headers.of(
                "connection",
                "keep-alive, Upgrade",
                "upgrade",
                "websocket",
                "sec-websocket-version",
                "13",
                "sec-websocket-key",
                "dGhlIHNhbXBsZSBub25jZQ==");
        return new ApiRequest(
                "GET",
                "/",
                QueryParameters.EMPTY,
                protocols.isEmpty() ? headers : headers.and("sec-websocket-protocol", protocols),
                new byte[0],
                new Caller.Remote(List.of(), ""));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private String protocol(ApiResponse response) {
        assertThat(response.status()).isEqualTo(101);
        environment.start("far-end", () -> {
            try {
                ((ResponseBody.Upgrade) response.body()).run(pair.far());
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
        return String.valueOf(response.headers().first("sec-websocket-protocol"));
    }

    private String read() throws IOException {
        WebSocket.Message message = client.read();
        return message == null
                ? "end"
                : (message.text() ? "text " : "binary ") + new String(message.data(), StandardCharsets.ISO_8859_1);
    }

    @Test
    void messagesAreCutWhereTheyEnd() throws IOException {
        ResponseBody.Stream lines = sink -> {
            sink.write(bytes("one\ntw"));
            sink.write(bytes("o"));
            sink.write(bytes("\nthree\n"));
        };
        assertThat(protocol(WebSocketStream.ofMessages(request("any, other"), environment, StreamFraming.LINES, lines)))
                .isEqualTo("any");
        assertThat(List.of(read(), read(), read(), read()))
                .containsExactly("text one\n", "text two\n", "text three\n", "end");
    }

    @Test
    void lengthsAreLeftOut() throws IOException {
        ResponseBody.Stream prefixed = sink -> {
            sink.write(bytes("\0\0\0\u0003one\0\0"));
            sink.write(bytes("\0\0\0\0\0\u0002"));
            sink.write(bytes("ab"));
        };
        protocol(WebSocketStream.ofMessages(request(""), environment, StreamFraming.PREFIXED, prefixed));
        assertThat(List.of(read(), read(), read(), read()))
                .containsExactly("binary one", "binary ", "binary ab", "end");
    }

    @Test
    void bytesComeAsTheClientTakesThem() throws IOException {
        ResponseBody.Stream log = sink -> sink.write(bytes("log\n"));
        assertThat(protocol(WebSocketStream.ofBytes(request("base64.binary.k8s.io"), environment, log)))
                .isEqualTo("base64.binary.k8s.io");
        assertThat(List.of(read(), read(), read())).containsExactly("text ", "text bG9nCg==", "end");
        assertThatThrownBy(() -> WebSocketStream.ofBytes(request("v4.channel.k8s.io"), environment, log))
                .isInstanceOf(ApiException.class);
    }

    @Test
    void aClientThatLeavesEndsTheStream() throws Exception {
        CountDownLatch ended = new CountDownLatch(1);
        CountDownLatch gone = new CountDownLatch(1);
        ResponseBody.Stream endless = sink -> {
            sink.onClose(gone::countDown);
            gone.await();
            ended.countDown();
        };
        protocol(WebSocketStream.ofMessages(request(""), environment, StreamFraming.LINES, endless));
        client.close(WebSocket.NORMAL, "");
        ended.await();
        assertThat(read()).isEqualTo("end");
    }

    @Test
    void tokensCountBesideAProtocol() {
        String token = "base64url.bearer.authorization.k8s.io.c2VjcmV0";
        Headers good = request(token + ", v4.channel.k8s.io").headers();
        assertThat(WebSocketToken.find(good)).contains("secret");
        assertThat(WebSocketToken.find(request("v4.channel.k8s.io").headers())).isEmpty();
        assertThatThrownBy(() -> WebSocketToken.find(request(token).headers()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(WebSocketToken.without(token + ", v4.channel.k8s.io")).isEqualTo("v4.channel.k8s.io");
    }
}
