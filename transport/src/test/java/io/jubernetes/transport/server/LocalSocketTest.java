package io.jubernetes.transport.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jubernetes.apimachinery.api.ApiRequest;
import io.jubernetes.apimachinery.api.ApiResponse;
import io.jubernetes.apimachinery.api.Caller;
import io.jubernetes.apimachinery.api.Connection;
import io.jubernetes.apimachinery.api.Headers;
import io.jubernetes.apimachinery.api.QueryParameters;
import io.jubernetes.apimachinery.api.ResponseBody;
import io.jubernetes.apimachinery.api.UserInfo;
import io.jubernetes.apimachinery.environment.SystemEnvironment;
import io.jubernetes.transport.client.LocalTarget;
import io.jubernetes.transport.client.UnreachableException;
import io.jubernetes.transport.client.UpgradableHttpClient;
import io.jubernetes.transport.local.ClientCert;
import io.jubernetes.transport.pki.CertificateAuthority;
import io.jubernetes.transport.pki.CertificateRequest;
import io.jubernetes.transport.stream.ConnectionPair;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** HTTP on a Unix domain socket, between processes that trust each other. */
@Timeout(60)
@ExtendWith(LeakCheck.class)
class LocalSocketTest {

    private static final String NOBODY = "65534";

    private final SystemEnvironment environment = new SystemEnvironment();
    private final CertificateAuthority authority = CertificateAuthority.create("ca", environment);
    private final String certificate =
            authority.issue(CertificateRequest.client("boss")).certificateChainPem();
    private final TestHandler handler = new TestHandler();

    @TempDir
    Path directory;

    private Path socket() {
        return directory.resolve("api.sock");
    }

    private HttpServer serve(Path path) throws IOException {
        ServerConfig.Local caller = new ServerConfig.Local(new UserInfo("boss"), certificate);
        ServerLimits limits = ServerLimits.DEFAULTS.withGrace(Duration.ZERO);
        return HttpServer.start(ServerConfig.local(path, caller).withLimits(limits), handler, environment);
    }

    private ApiResponse call(Path path, String request, Headers headers) {
        ApiRequest asked = ApiRequest.of(
                        "GET", request, QueryParameters.EMPTY, new Caller.Local(new UserInfo("whoever")))
                .withHeaders(headers);
        return new UpgradableHttpClient(environment, new LocalTarget(path, Duration.ZERO)).handle(asked);
    }

    private String ask(String request) {
        return text(call(socket(), request, Headers.EMPTY));
    }

    private static String text(ApiResponse answer) {
        return new String(((ResponseBody.Bytes) answer.body()).join(), StandardCharsets.UTF_8);
    }

    @Test
    void aCallerIsTheUserWhoTheSocketStandsFor() throws IOException {
        try (HttpServer server = serve(socket())) {
            assertThat(server.port()).isZero();
            assertThat(ask("/who")).isEqualTo("boss");
            assertThat(ask("/x")).startsWith("GET /x  localhost");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket())))
                    .isEqualTo("rw-------");
        }
        assertThat(socket()).doesNotExist();
    }

    @Test
    void aCallerWhoMeansAnotherClusterIsSentAway() throws IOException {
        String other = CertificateAuthority.create("ca", environment)
                .issue(CertificateRequest.client("boss"))
                .certificateChainPem();
        try (HttpServer server = serve(socket())) {
            Headers right = Headers.of(ClientCert.FIELD, ClientCert.of(certificate));
            Headers wrong = Headers.of(ClientCert.FIELD, ClientCert.of(other), "authorization", "Bearer x");
            assertThat(call(socket(), "/who", right).status()).isEqualTo(200);
            assertThat(call(socket(), "/who", wrong).status()).isEqualTo(401);
        }
    }

    @Test
    void streamsAndUpgradesWork() throws Exception {
        try (HttpServer server = serve(socket())) {
            ApiResponse endless = call(socket(), "/forever", Headers.EMPTY);
            assertThatThrownBy(() -> ((ResponseBody.Stream) endless.body()).writeTo(new Leaving()))
                    .isInstanceOf(IllegalStateException.class);
            handler.streamEnded.await();

            ApiResponse upgraded = call(socket(), "/upgrade", Headers.of("connection", "Upgrade", "upgrade", "shout"));
            ConnectionPair pair = ConnectionPair.create();
            var carrying = environment.start("carry", () -> {
                try (Connection far = pair.far()) {
                    ((ResponseBody.Upgrade) upgraded.body()).run(far);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            pair.near().output().write("bye".getBytes(StandardCharsets.US_ASCII));
            assertThat(pair.near().input().readAllBytes()).asString().isEqualTo("BYE");
            carrying.join();
        }
    }

    /** Has enough after the first piece. */
    private static final class Leaving implements io.jubernetes.apimachinery.api.BodySink {
        @Override
        public void write(byte[] piece) {
            throw new IllegalStateException("enough");
        }

        @Override
        public void onClose(Runnable action) {}
    }

    @Test
    void silenceIsBounded() throws IOException {
        try (HttpServer server = serve(socket())) {
            ApiRequest waiting =
                    ApiRequest.of("GET", "/wait", QueryParameters.EMPTY, new Caller.Local(new UserInfo("whoever")));
            LocalTarget target = new LocalTarget(socket(), Duration.ofMillis(50));
            assertThatThrownBy(() -> new UpgradableHttpClient(environment, target).handle(waiting))
                    .hasCauseInstanceOf(SocketTimeoutException.class);
            handler.release.countDown();
        }
    }

    @Test
    void theSocketOfAKilledProcessIsReplacedAndNoOther() throws IOException {
        try (ServerSocketChannel killed = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            killed.bind(UnixDomainSocketAddress.of(socket()));
        }
        assertThat(socket()).exists();
        assertThatThrownBy(() -> ask("/who")).hasCauseInstanceOf(UnreachableException.class);
        try (HttpServer server = serve(socket())) {
            assertThatThrownBy(() -> serve(socket())).hasMessageContaining("another process listens there");
            assertThat(ask("/who")).isEqualTo("boss");
        }
        Files.writeString(socket(), "precious");
        assertThatThrownBy(() -> serve(socket())).hasMessageContaining("no socket");
        assertThat(socket()).hasContent("precious");
    }

    @Test
    void aPathThatIsTooLongIsAFailureThatSaysSo() {
        Path deep = directory.resolve("x".repeat(120));
        assertThatThrownBy(() -> serve(deep)).isInstanceOf(IOException.class).hasMessageContaining("too long");
        assertThatThrownBy(() -> call(deep, "/who", Headers.EMPTY)).hasCauseInstanceOf(UnreachableException.class);
    }

    @Test
    void anotherUserIsNotServedWhateverTheFileAllows() throws Exception {
        requireRootWith("/usr/bin/curl");
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));
        try (HttpServer server = serve(socket())) {
            Files.setPosixFilePermissions(socket(), PosixFilePermissions.fromString("rw-rw-rw-"));
            Process curl = asNobody("curl", "-s", "--unix-socket", socket().toString(), "http://localhost/who");
            assertThat(curl.inputReader().readAllAsString()).contains("Unauthorized");
            assertThat(ask("/who")).isEqualTo("boss");
        }
    }

    @Test
    void aServerOfAnotherUserIsNotTalkedTo() throws Exception {
        requireRootWith("/usr/bin/python3");
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));
        String listen =
                "import socket,sys; s=socket.socket(socket.AF_UNIX); s.bind(sys.argv[1]); s.listen(); print('up',"
                        + " flush=True); print(s.accept()[0].recv(1))";
        Process foreign = asNobody("/usr/bin/python3", "-c", listen, socket().toString());
        assertThat(foreign.inputReader().readLine()).isEqualTo("up");
        assertThatThrownBy(() -> ask("/who"))
                .hasCauseInstanceOf(UnreachableException.class)
                .hasMessageContaining("another user's process");
        assertThat(foreign.inputReader().readLine()).isEqualTo("b''");
    }

    private static void requireRootWith(String program) {
        assumeTrue("root".equals(System.getProperty("user.name")), "becoming another user needs root");
        assumeTrue(Files.isExecutable(Path.of(program)) && Files.isExecutable(Path.of("/usr/bin/setpriv")));
    }

    private static Process asNobody(String... command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder("setpriv", "--reuid=" + NOBODY, "--clear-groups");
        builder.command().addAll(java.util.List.of(command));
        return builder.redirectErrorStream(true).start();
    }
}
