package io.jubernetes.client.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import io.fabric8.kubernetes.api.model.Pod;
import io.jubernetes.apimachinery.api.ApiRequest;
import io.jubernetes.apimachinery.api.ApiResponse;
import io.jubernetes.apimachinery.api.Caller;
import io.jubernetes.apimachinery.api.Headers;
import io.jubernetes.apimachinery.api.QueryParameters;
import io.jubernetes.apimachinery.api.UserInfo;
import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.apimachinery.environment.SystemEnvironment;
import io.jubernetes.client.ApiClient;
import io.jubernetes.client.Bodies;
import io.jubernetes.client.ListOptions;
import io.jubernetes.client.WatchEvent;
import io.jubernetes.client.config.ClientConfig;
import io.jubernetes.client.config.ConfigException;
import io.jubernetes.client.config.Credentials;
import io.jubernetes.client.config.TlsSettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class HttpTransportTest {

    @TempDir
    static Path directory;

    private static final Environment ENVIRONMENT = new SystemEnvironment();
    private static TestKeys keys;
    private static HttpsServer server;
    private static final LinkedBlockingQueue<Handler> NEXT = new LinkedBlockingQueue<>();
    private final List<HttpTransport> open = new ArrayList<>();

    private interface Handler {
        void handle(HttpExchange exchange) throws Exception;
    }

    @BeforeAll
    static void startServer() throws Exception {
        keys = new TestKeys(directory);
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(work -> ENVIRONMENT.start("server", work::run));
        server.setHttpsConfigurator(new HttpsConfigurator(serverContext()) {
            @Override
            public void configure(HttpsParameters parameters) {
                SSLParameters ssl = getSSLContext().getDefaultSSLParameters();
                ssl.setWantClientAuth(true);
                parameters.setSSLParameters(ssl);
            }
        });
        server.createContext("/", exchange -> {
            try (exchange) {
                NEXT.take().handle(exchange);
            } catch (IOException e) {
                throw e;
            } catch (Exception e) {
                throw new IOException(e);
            }
        });
        server.start();
    }

    @AfterAll
    static void stopServer() {
        server.stop(0);
    }

    @AfterEach
    void close() {
        open.forEach(HttpTransport::close);
        NEXT.clear();
    }

    @Test
    void requests_arrive_as_they_were_sent() throws Exception {
        List<String> seen = new ArrayList<>();
        NEXT.add(exchange -> {
            seen.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
            seen.add(exchange.getRequestHeaders().getFirst("X-Thing"));
            seen.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            answer(exchange, 201, "{}");
        });
        ApiResponse response = transport(trusting())
                .handle(new ApiRequest(
                        "POST",
                        "/api/v1/a%2Fb",
                        QueryParameters.of("labelSelector", "a in (b,c)"),
                        Headers.of("x-thing", "v", "content-length", "999"),
                        "body".getBytes(StandardCharsets.UTF_8),
                        new Caller.Local(new UserInfo(""))));
        assertThat(seen).containsExactly("POST /api/v1/a%2Fb?labelSelector=a+in+%28b%2Cc%29", "v", "body");
        assertThat(response.status()).isEqualTo(201);
        assertThat(Bodies.bytes(response)).asString().isEqualTo("{}");
    }

    @ParameterizedTest
    @CsvSource({
        "ec, ec -pkeyopt ec_paramgen_curve:prime256v1, ''",
        "ec384, ec -pkeyopt ec_paramgen_curve:secp384r1, ''",
        "rsa, rsa:2048, ''",
        "sec1, ec -pkeyopt ec_paramgen_curve:prime256v1, ec",
        "pkcs1, rsa:2048, rsa -traditional",
    })
    void client_keys_may_have_any_of_the_usual_forms(String name, String newKey, String form) throws Exception {
        keys.client(name, newKey);
        if (!form.isEmpty()) {
            keys.openssl(form + " -in " + name + ".key -out " + name + ".old.key");
        }
        String key = keys.read(form.isEmpty() ? name + ".key" : name + ".old.key");
        assertThat(key).startsWith(form.isEmpty() ? "-----BEGIN PRIVATE" : "-----BEGIN ");
        NEXT.add(exchange -> answer(
                exchange,
                200,
                ((com.sun.net.httpserver.HttpsExchange) exchange)
                        .getSSLSession()
                        .getPeerPrincipal()
                        .getName()));
        TlsSettings tls = new TlsSettings(keys.read("ca.crt"), false, keys.read(name + ".crt"), key);
        assertThat(text(get(transport(config(tls))))).contains("CN=" + name).contains("O=system:masters");
    }

    @Test
    void a_server_of_an_unknown_authority_is_not_talked_to() {
        assertThatThrownBy(() -> get(transport(config(TlsSettings.DEFAULT))))
                .isInstanceOf(UncheckedIOException.class)
                .hasCauseInstanceOf(SSLHandshakeException.class);
    }

    @Test
    void a_server_with_another_name_is_not_talked_to() {
        URI other = URI.create("https://localhost:" + server.getAddress().getPort());
        assertThatThrownBy(() -> get(transport(trusting().withServer(other))))
                .hasCauseInstanceOf(SSLHandshakeException.class);
    }

    @Test
    void insecure_means_that_anybody_is_trusted() throws Exception {
        NEXT.add(exchange -> answer(exchange, 200, "ok"));
        URI other = URI.create("https://localhost:" + server.getAddress().getPort());
        TlsSettings insecure = new TlsSettings(null, true, null, null);
        assertThat(text(get(transport(config(insecure).withServer(other))))).isEqualTo("ok");
    }

    @Test
    void credentials_go_with_every_request() throws Exception {
        Path file = Files.writeString(directory.resolve("token"), "from-file\n");
        Path script = Files.writeString(
                directory.resolve("plugin"), "#!/bin/sh\necho '{\"status\":{\"token\":\"'$1-$KIND'\"}}'\n");
        assertThat(script.toFile().setExecutable(true)).isTrue();
        Credentials exec = new Credentials.Exec(
                "client.authentication.k8s.io/v1", script.toString(), List.of("arg"), java.util.Map.of("KIND", "env"));
        assertThat(authorizationOf(new Credentials.Token("t"))).isEqualTo("Bearer t");
        assertThat(authorizationOf(new Credentials.Basic("u", "p"))).isEqualTo("Basic dTpw");
        assertThat(authorizationOf(new Credentials.TokenFile(file, ""))).isEqualTo("Bearer from-file");
        assertThat(authorizationOf(new Credentials.TokenFile(directory.resolve("no"), "f")))
                .isEqualTo("Bearer f");
        assertThat(authorizationOf(exec)).isEqualTo("Bearer arg-env");
        assertThat(authorizationOf(new Credentials.None())).isEqualTo("null");
    }

    @Test
    void nobody_there_is_a_refused_connection() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        URI nobody = URI.create("https://127.0.0.1:" + port);
        assertThatThrownBy(() -> get(transport(trusting().withServer(nobody))))
                .isInstanceOf(UncheckedIOException.class)
                .hasCauseInstanceOf(ConnectException.class);
    }

    @Test
    void a_watch_tells_events_as_they_come_and_interruption_ends_the_request() throws Exception {
        CountDownLatch told = new CountDownLatch(1);
        CountDownLatch gone = new CountDownLatch(1);
        NEXT.add(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            write(exchange, "{\"type\":\"ADDED\",\"object\":{\"metadata\":{\"name\":\"a\"}}}\n");
            told.await();
            try {
                while (true) {
                    write(exchange, "\n");
                }
            } catch (IOException e) {
                gone.countDown();
            }
        });
        AtomicBoolean interrupted = new AtomicBoolean();
        ApiClient client = new ApiClient(transport(trusting()));
        Environment.Task task = ENVIRONMENT.start("watch", () -> {
            try {
                client.resources(Pod.class).watch(ListOptions.all(), event -> {
                    assertThat(((WatchEvent.Added<Pod>) event)
                                    .object()
                                    .getMetadata()
                                    .getName())
                            .isEqualTo("a");
                    told.countDown();
                    return true;
                });
            } catch (InterruptedException e) {
                interrupted.set(true);
            }
        });
        told.await();
        task.interrupt();
        task.join();
        gone.await();
        assertThat(interrupted).isTrue();
    }

    @Test
    void waiting_for_an_answer_can_be_interrupted() throws Exception {
        CountDownLatch arrived = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        NEXT.add(exchange -> {
            arrived.countDown();
            end.await();
        });
        AtomicBoolean failed = new AtomicBoolean();
        HttpTransport transport = transport(trusting());
        Environment.Task task = ENVIRONMENT.start("get", () -> {
            try {
                get(transport);
            } catch (UncheckedIOException e) {
                failed.set(Thread.interrupted());
            }
        });
        arrived.await();
        task.interrupt();
        task.join();
        end.countDown();
        assertThat(failed).isTrue();
    }

    @Test
    void a_slow_reader_slows_the_sender_down() throws Exception {
        AtomicLong sent = new AtomicLong();
        NEXT.add(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            byte[] piece = new byte[64 << 10];
            Arrays.fill(piece, (byte) '\n');
            OutputStream out = exchange.getResponseBody();
            for (int i = 0; i < 2000; i++) {
                out.write(piece);
                sent.addAndGet(piece.length);
            }
        });
        ApiResponse response = get(transport(trusting()));
        await().untilAsserted(() -> {
            long before = sent.get();
            assertThat(before).isPositive();
            java.util.concurrent.locks.LockSupport.parkNanos(200_000_000);
            assertThat(sent.get()).isEqualTo(before).isLessThan(60 << 20);
        });
        assertThat(Bodies.bytes(response)).hasSize(2000 * (64 << 10));
    }

    @Test
    void keys_that_are_none_are_refused_plainly() throws IOException {
        String certificate = keys.read("ca.crt");
        assertThatThrownBy(() -> TlsContexts.of(new TlsSettings("x", false, null, null)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("no certificate");
        assertThatThrownBy(() -> TlsContexts.of(new TlsSettings(null, false, certificate, null)))
                .hasMessageContaining("together");
        assertThatThrownBy(() -> TlsContexts.of(new TlsSettings(null, false, certificate, certificate)))
                .hasMessageContaining("not a private key");
        String broken = "-----BEGIN EC PRIVATE KEY-----\nMAAA\n-----END EC PRIVATE KEY-----\n";
        assertThatThrownBy(() -> TlsContexts.of(new TlsSettings(null, false, certificate, broken)))
                .isInstanceOf(ConfigException.class);
    }

    private String authorizationOf(Credentials credentials) throws Exception {
        NEXT.add(exchange -> answer(
                exchange, 200, String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"))));
        return text(get(transport(trusting().withCredentials(credentials))));
    }

    private static ApiResponse get(HttpTransport transport) {
        return transport.handle(
                ApiRequest.of("GET", "/api", QueryParameters.EMPTY, new Caller.Local(new UserInfo(""))));
    }

    private static String text(ApiResponse response) throws IOException {
        return new String(Bodies.bytes(response), StandardCharsets.UTF_8);
    }

    private HttpTransport transport(ClientConfig config) {
        HttpTransport transport = new HttpTransport(config, ENVIRONMENT);
        open.add(transport);
        return transport;
    }

    private static ClientConfig trusting() {
        try {
            return config(new TlsSettings(keys.read("ca.crt"), false, null, null));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ClientConfig config(TlsSettings tls) {
        URI uri = URI.create("https://127.0.0.1:" + server.getAddress().getPort());
        return new ClientConfig(uri, tls, new Credentials.None(), "default", Headers.EMPTY);
    }

    private static void answer(HttpExchange exchange, int code, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(code, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private static void write(HttpExchange exchange, String text) throws IOException {
        exchange.getResponseBody().write(text.getBytes(StandardCharsets.UTF_8));
        exchange.getResponseBody().flush();
    }

    private static SSLContext serverContext() throws Exception {
        char[] password = "password".toCharArray();
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keys.path("server.p12"))) {
            store.load(in, password);
        }
        KeyManagerFactory keyManagers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keyManagers.init(store, password);
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        try (InputStream in = Files.newInputStream(keys.path("ca.crt"))) {
            trusted.setCertificateEntry(
                    "ca",
                    java.security.cert.CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keyManagers.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }
}
