package io.jubernetes.transport.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.jubernetes.apimachinery.environment.SystemEnvironment;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** What HTTP/1.1 clients meet, well-behaved or not. */
@Timeout(60)
@ExtendWith(LeakCheck.class)
class Http1Test {

    private static final ServerLimits LIMITS =
            new ServerLimits(8192, 10_000, 5, Duration.ofSeconds(2), Duration.ofSeconds(30), Duration.ofSeconds(5));
    private static final String GET = "GET /x?a=1&b=%20 HTTP/1.1\r\nHost: h\r\nX-More: 1\r\nX-More: 2\r\n";

    private final TestHandler handler = new TestHandler();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.start(ServerConfig.plainLoopback().withLimits(LIMITS), handler, new SystemEnvironment());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private RawClient connect() throws IOException {
        return new RawClient(server.port());
    }

    @Test
    void aRequestIsTranslatedAndAnswered() throws IOException {
        try (RawClient client = connect()) {
            String answer = client.send(GET + "Connection: close\r\n\r\n").readAll();
            assertThat(answer)
                    .startsWith("HTTP/1.1 200 OK\r\n")
                    .contains("date: ")
                    .endsWith("GET /x a=1&b=+ h [1, 2]");
        }
    }

    @Test
    void aConnectionIsUsedAgainAndPipelinedRequestsAreAnsweredInOrder() throws IOException {
        try (RawClient client = connect()) {
            String three =
                    "GET /1 HTTP/1.1\r\nHost: h\r\n\r\nPOST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\nabc"
                            + "GET /3 HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n";
            String answer = client.send(three).readAll();
            assertThat(answer).containsSubsequence("GET /1", "HTTP/1.1 200", "abc", "HTTP/1.1 200", "GET /3");
        }
    }

    @Test
    void headHasTheLengthAndNoBody() throws IOException {
        try (RawClient client = connect()) {
            String answer = client.send("HEAD /big HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n")
                    .readAll();
            assertThat(answer).contains("content-length: 400000\r\n").endsWith("\r\n\r\n");
        }
    }

    @Test
    void headOfAStreamEndsAtOnce() throws IOException {
        try (RawClient client = connect()) {
            assertThat(client.send("HEAD /forever HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n")
                            .readAll())
                    .endsWith("\r\n\r\n");
        }
    }

    @Test
    void aChunkedBodyArrivesWhole() throws IOException {
        try (RawClient client = connect()) {
            client.send("POST /echo HTTP/1.1\r\nHost: h\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n");
            client.send("3\r\nabc\r\n").send("2\r\nde\r\n0\r\n\r\n");
            assertThat(client.readAll()).endsWith("abcde");
        }
    }

    @Test
    void theBodyIsAskedForOnlyWhenWelcome() throws IOException {
        String head = "POST /echo HTTP/1.1\r\nHost: h\r\nConnection: close\r\nExpect: 100-continue\r\nContent-Length: ";
        try (RawClient client = connect()) {
            client.send(head + "3\r\n\r\n").readUntil("HTTP/1.1 100 Continue\r\n\r\n");
            assertThat(client.send("abc").readAll()).startsWith("HTTP/1.1 200").endsWith("abc");
        }
        try (RawClient client = connect()) {
            assertThat(client.send(head + "30000\r\n\r\n").readAll()).startsWith("HTTP/1.1 413");
        }
    }

    @Test
    void tooLargeABodyIsRefusedWithAStatus() throws IOException {
        try (RawClient client = connect()) {
            client.send("POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 10001\r\n\r\nabc");
            assertThat(client.readAll())
                    .startsWith("HTTP/1.1 413")
                    .contains("\"kind\":\"Status\"", "\"reason\":\"RequestEntityTooLarge\"", "\"code\":413");
        }
        try (RawClient client = connect()) {
            client.send("POST /echo HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n4000\r\n"
                    + "x".repeat(0x4000));
            assertThat(client.readUntil("\"code\":413")).startsWith("HTTP/1.1 413");
        }
    }

    @Test
    void tooLargeAHeaderIsRefused() throws IOException {
        try (RawClient client = connect()) {
            client.send(GET + "X-Big: " + "x".repeat(9000) + "\r\n\r\n");
            assertThat(client.readAll()).startsWith("HTTP/1.1 431").contains("\"code\":431");
        }
    }

    @Test
    void whatIsNoHttpIsABadRequest() throws IOException {
        for (String nonsense : new String[] {
            "nonsense\r\n\r\n",
            "\0\1\2\3\r\n\r\n",
            "GET / HTTP/1.1\r\n\r\n",
            "GET x HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n",
            "GET /?a=%zz HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n",
            "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: minus\r\n\r\n"
        }) {
            try (RawClient client = connect()) {
                assertThat(client.send(nonsense).readAll())
                        .as(nonsense)
                        .startsWith("HTTP/1.1 4")
                        .contains("\"kind\":\"Status\"");
            }
        }
    }

    @Test
    void aFaultOfTheHandlerIsAnInternalError() throws IOException {
        try (RawClient client = connect()) {
            assertThat(client.send("GET /fail HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n")
                            .readAll())
                    .startsWith("HTTP/1.1 500")
                    .contains("\"reason\":\"InternalError\"")
                    .doesNotContain("on purpose");
        }
    }

    @Test
    void slowHeadersAndSlowBodiesAreCutOff() throws IOException {
        try (RawClient client = connect()) {
            assertThat(client.readAll()).as("says nothing").isEmpty();
        }
        try (RawClient client = connect()) {
            assertThat(client.send("GET / HTT").readAll())
                    .as("stops in the header")
                    .isEmpty();
        }
        try (RawClient client = connect()) {
            client.send(GET + "\r\n").readUntil("[1, 2]");
            assertThat(client.send("GET / HTT").readAll())
                    .as("stops in the second header")
                    .isEmpty();
        }
        try (RawClient client = connect()) {
            client.send("POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nab");
            assertThat(client.readAll()).as("stops in the body").isEmpty();
        }
    }

    @Test
    void aNextRequestThatBeganTooEarlyIsCutOffLikeAnyOther() throws Exception {
        try (RawClient client = connect()) {
            client.send("GET /wait HTTP/1.1\r\nHost: h\r\n\r\n");
            handler.entered.await();
            client.send("GET / HTT");
            handler.release.countDown();
            assertThat(client.readAll()).endsWith("waited");
        }
    }

    @Test
    void oneConnectionTooManyIsClosed() throws Exception {
        RawClient[] clients = new RawClient[5];
        for (int i = 0; i < clients.length; i++) {
            clients[i] = connect();
            clients[i].send(GET + "\r\n").readUntil("[1, 2]");
        }
        try (RawClient sixth = connect()) {
            assertThat(sixth.readAll()).isIn("", "<reset>");
        }
        for (RawClient client : clients) {
            client.close();
        }
    }

    @Test
    void largeAnswersAreCompressedForThoseWhoAsk() throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/big"))
                    .header("Accept-Encoding", "gzip")
                    .build();
            HttpResponse<java.io.InputStream> answer = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
            assertThat(answer.headers().firstValue("content-encoding")).contains("gzip");
            assertThat(answer.headers().firstValue("vary")).contains("Accept-Encoding");
            assertThat(new GZIPInputStream(answer.body()).readAllBytes()).hasSize(400_000);
        }
    }

    @Test
    void aBrokenSourceIsNoWholeAnswer() throws IOException {
        try (RawClient client = connect()) {
            assertThat(client.send("GET /broken HTTP/1.1\r\nHost: h\r\n\r\n").readAll())
                    .contains("half")
                    .doesNotContain("\r\n0\r\n");
        }
    }

    @Test
    void anUpgradedConnectionCarriesBytes() throws IOException {
        try (RawClient client = connect()) {
            client.send("GET /upgrade HTTP/1.1\r\nHost: h\r\nConnection: Upgrade\r\nUpgrade: shout\r\n\r\n");
            assertThat(client.readUntil("\r\n\r\n"))
                    .startsWith("HTTP/1.1 101 Switching Protocols")
                    .contains("upgrade: shout", "connection: upgrade");
            client.send("hello").readUntil("HELLO");
            assertThat(client.send("x".repeat(300_000)).send("bye").readUntil("BYE"))
                    .contains("XXX");
            assertThat(client.readAll()).isEmpty();
        }
    }
}
