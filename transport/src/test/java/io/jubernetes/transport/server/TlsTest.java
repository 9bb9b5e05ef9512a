package io.jubernetes.transport.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.jubernetes.apimachinery.environment.SystemEnvironment;
import io.jubernetes.transport.pki.CertificateAuthority;
import io.jubernetes.transport.pki.CertificateRequest;
import io.jubernetes.transport.pki.Credential;
import io.jubernetes.transport.pki.SslContexts;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Who is there, and who only says so. */
@Timeout(60)
@ExtendWith(LeakCheck.class)
class TlsTest {

    private static final SystemEnvironment ENVIRONMENT = new SystemEnvironment();
    private static final CertificateAuthority CA = CertificateAuthority.create("test-ca", ENVIRONMENT);
    private static final CertificateAuthority OTHER = CertificateAuthority.create("test-ca", ENVIRONMENT);
    private static final CertificateRequest ALICE = CertificateRequest.client("alice", "devs", "ops");

    private HttpServer server;

    @BeforeEach
    void start() throws Exception {
        server = server(Duration.ofSeconds(30));
    }

    private static HttpServer server(Duration readDeadline) throws Exception {
        Credential own =
                CA.issue(CertificateRequest.server("server", List.of("localhost"), List.of("127.0.0.1", "::1")));
        ServerLimits limits =
                new ServerLimits(8192, 10_000, 100, readDeadline, Duration.ofSeconds(30), Duration.ofSeconds(1));
        return HttpServer.start(
                ServerConfig.https(new InetSocketAddress("127.0.0.1", 0), own, CA.certificatePem())
                        .withLimits(limits),
                new TestHandler(),
                ENVIRONMENT);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private HttpResponse<String> ask(@Nullable Credential who, HttpClient.Version version, String... headers)
            throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + server.port() + "/who"))
                .version(version);
        if (headers.length > 0) {
            request.headers(headers);
        }
        try (HttpClient client = HttpClient.newBuilder()
                .sslContext(SslContexts.of(who, CA.certificatePem()))
                .build()) {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        }
    }

    @Test
    void aVerifiedCertificateIsTheCaller() throws Exception {
        for (HttpClient.Version version : HttpClient.Version.values()) {
            HttpResponse<String> answer = ask(CA.issue(ALICE), version);
            assertThat(answer.body()).contains("CN=alice", "O=devs", "O=ops");
            assertThat(answer.version()).isEqualTo(version);
        }
    }

    @Test
    void withoutACertificateTheCallerIsNobody() throws Exception {
        assertThat(ask(null, HttpClient.Version.HTTP_2).body()).isEqualTo("nobody");
    }

    @Test
    void aCertificateOfAnotherAuthorityIsUnauthorized() throws Exception {
        HttpResponse<String> answer = ask(OTHER.issue(ALICE), HttpClient.Version.HTTP_2);
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).contains("\"message\":\"Unauthorized\"");
    }

    @Test
    void aTokenCountsWhenTheCertificateDoesNot() throws Exception {
        HttpResponse<String> answer = ask(OTHER.issue(ALICE), HttpClient.Version.HTTP_1_1, "Authorization", "Bearer x");
        assertThat(answer.body()).isEqualTo("nobody");
    }

    @Test
    void anExpiredOrMisusedCertificateIsUnauthorized() throws Exception {
        CertificateRequest expired = new CertificateRequest(
                "alice",
                List.of(),
                List.of(),
                List.of(),
                List.of(CertificateRequest.Usage.CLIENT),
                Duration.ofSeconds(-1));
        assertThat(ask(CA.issue(expired), HttpClient.Version.HTTP_1_1).statusCode())
                .isEqualTo(401);
        CertificateRequest misused = CertificateRequest.server("alice", List.of(), List.of());
        assertThat(ask(CA.issue(misused), HttpClient.Version.HTTP_1_1).statusCode())
                .isEqualTo(401);
    }

    @Test
    void plainHttpToTheTlsPortIsExplained() throws Exception {
        try (RawClient client = new RawClient(server.port())) {
            assertThat(client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n").readAll())
                    .isEqualTo("HTTP/1.0 400 Bad Request\r\n\r\nClient sent an HTTP request to an HTTPS server.\n");
        }
    }

    @Test
    void garbageAndTruncatedHandshakesAreDropped() throws Exception {
        Random random = new Random(42);
        for (int i = 0; i < 50; i++) {
            byte[] garbage = new byte[1 + random.nextInt(200)];
            random.nextBytes(garbage);
            if (i % 2 == 0) {
                garbage[0] = 0x16; // looks like TLS at first
            }
            try (RawClient client = new RawClient(server.port())) {
                client.send(garbage);
                client.socket.shutdownOutput();
                client.readAll();
            }
        }
        assertThat(ask(null, HttpClient.Version.HTTP_2).statusCode()).isEqualTo(200);
    }

    @Test
    void aHandshakeThatStopsIsCutOff() throws Exception {
        try (HttpServer impatient = server(Duration.ofMillis(500));
                RawClient client = new RawClient(impatient.port())) {
            assertThat(client.send(new byte[] {0x16, 3, 1, 0, 100, 1}).readAll())
                    .isIn("", "<reset>");
        }
    }

    @Test
    void aConnectionCutInTheMiddleOfARequestHurtsNobody() throws Exception {
        SSLSocket socket = (SSLSocket)
                SslContexts.of(null, CA.certificatePem()).getSocketFactory().createSocket("127.0.0.1", server.port());
        try (RawClient client = new RawClient(socket)) {
            client.send("POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 100\r\n\r\nabc");
        }
        assertThat(ask(null, HttpClient.Version.HTTP_1_1).statusCode()).isEqualTo(200);
    }
}
