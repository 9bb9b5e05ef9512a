package io.jubernetes.transport.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jubernetes.apimachinery.api.ApiHandler;
import io.jubernetes.apimachinery.api.ApiRequest;
import io.jubernetes.apimachinery.api.ApiResponse;
import io.jubernetes.apimachinery.api.BodySink;
import io.jubernetes.apimachinery.api.Caller;
import io.jubernetes.apimachinery.api.Headers;
import io.jubernetes.apimachinery.api.QueryParameters;
import io.jubernetes.apimachinery.api.ResponseBody;
import io.jubernetes.apimachinery.api.UserInfo;
import io.jubernetes.apimachinery.environment.SystemEnvironment;
import io.jubernetes.transport.pki.CertificateAuthority;
import io.jubernetes.transport.pki.CertificateRequest;
import io.jubernetes.transport.pki.SslContexts;
import io.jubernetes.transport.server.HttpServer;
import io.jubernetes.transport.server.ServerConfig;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class UpgradableHttpClientTest {

    private final SystemEnvironment environment = new SystemEnvironment();

    private static ApiRequest request(String method, String path, byte[] body) {
        return new ApiRequest(
                method,
                path,
                QueryParameters.of("a", "b c"),
                Headers.of("x-more", "1", "connection", "keep-alive"),
                body,
                new Caller.Local(new UserInfo("test")));
    }

    /** Collects what is written. */
    private static final class Collector implements BodySink {
        final ByteArrayOutputStream all = new ByteArrayOutputStream();

        @Override
        public void write(byte[] piece) {
            all.writeBytes(piece);
        }

        @Override
        public void onClose(Runnable action) {}
    }

    /** Answers one connection with fixed bytes, after the head of a request. */
    private ApiHandler saying(ServerSocket listener, String answer) {
        environment.start("fixed-answer", () -> {
            try (Socket socket = listener.accept()) {
                StringBuilder head = new StringBuilder();
                while (head.indexOf("\r\n\r\n") < 0) {
                    head.append((char) socket.getInputStream().read());
                }
                socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        return new UpgradableHttpClient(environment, Target.plain("127.0.0.1", listener.getLocalPort()));
    }

    private String bodyOf(String answer) throws Exception {
        try (ServerSocket listener = new ServerSocket(0)) {
            ApiResponse response = saying(listener, answer).handle(request("GET", "/x", new byte[0]));
            return switch (response.body()) {
                case ResponseBody.Bytes bytes -> "bytes " + new String(bytes.join(), StandardCharsets.US_ASCII);
                case ResponseBody.Stream stream -> {
                    Collector collector = new Collector();
                    stream.writeTo(collector);
                    yield "stream " + collector.all;
                }
                case ResponseBody.Upgrade upgrade -> "upgrade";
            };
        }
    }

    @Test
    void bodiesOfAllKindsAreRead() throws Exception {
        assertThat(bodyOf("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc")).isEqualTo("bytes abc");
        assertThat(bodyOf("HTTP/1.1 204 No Content\r\n\r\n")).isEqualTo("bytes ");
        assertThat(bodyOf("HTTP/1.0 200 OK\r\n\r\nto the end")).isEqualTo("stream to the end");
        assertThat(bodyOf("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                        + "3;x=y\r\nabc\r\n2\r\nde\r\n0\r\nTrailer: 1\r\n\r\n"))
                .isEqualTo("stream abcde");
    }

    @Test
    void brokenAnswersAreFailures() {
        for (String broken : new String[] {
            "",
            "nonsense\r\n\r\n",
            "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nab",
            "HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nab",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"
        }) {
            assertThatThrownBy(() -> bodyOf(broken))
                    .as(broken)
                    .isInstanceOfAny(IOException.class, UncheckedIOException.class);
        }
    }

    @Test
    void aRequestArrivesAsItWasSentAndCertificatesCount() throws Exception {
        CertificateAuthority ca = CertificateAuthority.create("ca", environment);
        ApiHandler mirror = request -> ApiResponse.of(
                200,
                "text/plain",
                (request.method() + request.path() + "?" + request.query()
                                + request.headers().all("x-more")
                                + new String(request.body(), StandardCharsets.UTF_8)
                                + (request.caller() instanceof Caller.Remote remote
                                        ? remote.certificates()
                                                .getFirst()
                                                .getSubjectX500Principal()
                                                .getName()
                                        : ""))
                        .getBytes(StandardCharsets.UTF_8));
        var own = ca.issue(CertificateRequest.server("node", List.of("node"), List.of("127.0.0.1")));
        try (HttpServer server = HttpServer.start(
                ServerConfig.https(new InetSocketAddress("127.0.0.1", 0), own, ca.certificatePem()),
                mirror,
                environment)) {
            var tls = SslContexts.of(ca.issue(CertificateRequest.client("apiserver")), ca.certificatePem());
            ApiHandler client = new UpgradableHttpClient(environment, Target.https("127.0.0.1", server.port(), tls));
            ApiResponse response = client.handle(request("POST", "/p%2Fq", "body".getBytes(StandardCharsets.UTF_8)));
            assertThat(response.body())
                    .isInstanceOfSatisfying(
                            ResponseBody.Bytes.class,
                            bytes -> assertThat(bytes.join())
                                    .asString()
                                    .isEqualTo("POST/p%2Fq?a=b+c[1]bodyCN=apiserver"));
            Target wrongName =
                    new Target("127.0.0.1", server.port(), tls, "other", Duration.ofSeconds(5), Duration.ZERO);
            assertThatThrownBy(() ->
                            new UpgradableHttpClient(environment, wrongName).handle(request("GET", "/", new byte[0])))
                    .isInstanceOf(UncheckedIOException.class);
        }
    }

    @Test
    void silenceIsBounded() throws Exception {
        try (ServerSocket silent = new ServerSocket(0)) {
            Target target = new Target(
                    "127.0.0.1", silent.getLocalPort(), null, null, Duration.ofSeconds(5), Duration.ofMillis(50));
            assertThatThrownBy(() ->
                            new UpgradableHttpClient(environment, target).handle(request("GET", "/", new byte[0])))
                    .isInstanceOf(UncheckedIOException.class);
        }
    }

    @Test
    void aReceiverThatLeavesEndsTheSource() throws Exception {
        CountDownLatch sourceEnded = new CountDownLatch(1);
        ApiHandler endless = request -> new ApiResponse(200, Headers.EMPTY, (ResponseBody.Stream) sink -> {
            CountDownLatch closed = new CountDownLatch(1);
            sink.onClose(closed::countDown);
            sink.write(new byte[] {1});
            closed.await();
            sourceEnded.countDown();
        });
        try (HttpServer server = HttpServer.start(ServerConfig.plainLoopback(), endless, environment)) {
            ApiHandler client = new UpgradableHttpClient(environment, Target.plain("127.0.0.1", server.port()));
            ApiResponse response = client.handle(request("GET", "/", new byte[0]));
            ((ResponseBody.Stream) response.body()).writeTo(new BodySink() {
                private Runnable leave = () -> {};

                @Override
                public void write(byte[] piece) {
                    leave.run();
                }

                @Override
                public void onClose(Runnable action) {
                    leave = action;
                }
            });
            sourceEnded.await();
        }
    }
}
