package io.jubernetes.transport.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.jubernetes.apimachinery.environment.SystemEnvironment;
import io.jubernetes.transport.pki.CertificateAuthority;
import io.jubernetes.transport.pki.CertificateRequest;
import io.jubernetes.transport.pki.SslContexts;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Streams: back-pressure, clients that leave, and the server's own end. */
@Timeout(60)
@ExtendWith(LeakCheck.class)
class StreamingTest {

    private static final SystemEnvironment ENVIRONMENT = new SystemEnvironment();
    private static final CertificateAuthority CA = CertificateAuthority.create("test-ca", ENVIRONMENT);

    private final TestHandler handler = new TestHandler();
    private HttpServer server = start();
    private HttpClient client = HttpClient.newBuilder()
            .sslContext(SslContexts.of(null, CA.certificatePem()))
            .build();

    private HttpServer start() {
        try {
            return HttpServer.start(
                    ServerConfig.https(
                                    new InetSocketAddress("127.0.0.1", 0),
                                    CA.issue(
                                            CertificateRequest.server("s", List.of("localhost"), List.of("127.0.0.1"))),
                                    null)
                            .withLimits(ServerLimits.DEFAULTS.withGrace(Duration.ofSeconds(5))),
                    handler,
                    ENVIRONMENT);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @AfterEach
    void stop() {
        client.shutdownNow();
        handler.release.countDown();
        server.close();
    }

    private HttpRequest get(HttpClient.Version version, String path) {
        return HttpRequest.newBuilder(URI.create("https://localhost:" + server.port() + path))
                .version(version)
                .build();
    }

    @ParameterizedTest
    @EnumSource(HttpClient.Version.class)
    void aSlowReaderMakesTheWriterWait(HttpClient.Version version) throws Exception {
        HttpResponse<InputStream> answer =
                client.send(get(version, "/forever"), HttpResponse.BodyHandlers.ofInputStream());
        assertThat(answer.version()).isEqualTo(version);
        long stalled = awaitStall();
        assertThat(stalled).isLessThan(64L << 20);
        answer.body().readNBytes((int) stalled + (4 << 20));
        assertThat(handler.written.get()).isGreaterThan(stalled);
        answer.body().close();
        handler.sinkClosed.await();
        handler.streamEnded.await();
    }

    /** The written amount, once it stopped growing. */
    private long awaitStall() {
        long[] last = {-1};
        Awaitility.await().pollInterval(Duration.ofMillis(300)).until(() -> {
            long before = last[0];
            last[0] = handler.written.get();
            return last[0] > 0 && before == last[0];
        });
        return last[0];
    }

    @ParameterizedTest
    @EnumSource(HttpClient.Version.class)
    void runningRequestsFinishWhenTheServerCloses(HttpClient.Version version) throws Exception {
        CompletableFuture<HttpResponse<String>> answer =
                client.sendAsync(get(version, "/wait"), HttpResponse.BodyHandlers.ofString());
        handler.entered.await();
        CompletableFuture<Void> closed = new CompletableFuture<>();
        ENVIRONMENT.start("close", () -> {
            server.close();
            closed.complete(null);
        });
        Awaitility.await().until(() -> refuses(server.port()));
        assertThat(closed).isNotDone();
        handler.release.countDown();
        assertThat(answer.get().body()).isEqualTo("waited");
        closed.get();
    }

    @ParameterizedTest
    @EnumSource(HttpClient.Version.class)
    void streamsEndProperlyWhenTheServerCloses(HttpClient.Version version) throws Exception {
        HttpResponse<InputStream> answer =
                client.send(get(version, "/forever"), HttpResponse.BodyHandlers.ofInputStream());
        handler.entered.await();
        ENVIRONMENT.start("close", server::close);
        assertThat(answer.body().skip(Long.MAX_VALUE)).isPositive(); // an abrupt end would throw
        handler.sinkClosed.await();
    }

    @Test
    void aLargeListArrivesWholeOverHttp2() throws Exception {
        HttpResponse<byte[]> answer =
                client.send(get(HttpClient.Version.HTTP_2, "/big"), HttpResponse.BodyHandlers.ofByteArray());
        assertThat(answer.body()).hasSize(400_000);
        assertThat(answer.headers().firstValueAsLong("content-length")).hasValue(400_000);
    }

    @Test
    void anUpgradeIsRefusedOnHttp2() throws Exception {
        HttpResponse<String> answer =
                client.send(get(HttpClient.Version.HTTP_2, "/upgrade"), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("unable to upgrade");
    }

    private static boolean refuses(int port) {
        try {
            new RawClient(port).close();
            return false;
        } catch (IOException e) {
            return true;
        }
    }
}
