package io.jubernetes.testing.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.jubernetes.apimachinery.api.ApiRequest;
import io.jubernetes.apimachinery.api.ApiResponse;
import io.jubernetes.apimachinery.environment.SystemEnvironment;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.transport.pki.CertificateAuthority;
import io.jubernetes.transport.pki.CertificateRequest;
import io.jubernetes.transport.pki.SslContexts;
import io.jubernetes.transport.server.HttpServer;
import io.jubernetes.transport.server.ServerConfig;
import io.jubernetes.transport.stream.ExitStatus;
import io.jubernetes.transport.stream.PortForwardServer;
import io.jubernetes.transport.stream.RemoteCommandServer;
import io.jubernetes.transport.stream.StreamOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Errors in the bytes of protocols: the server ends such a connection, or answers, and goes on serving others. */
@Timeout(900)
class WireFuzzTest {

    private static final int TRIES = 100;
    private static final SystemEnvironment ENVIRONMENT = new SystemEnvironment();
    private static final CertificateAuthority AUTHORITY = CertificateAuthority.create("fuzz", ENVIRONMENT);
    private static final HexFormat HEX = HexFormat.of();
    private static final String UPGRADE = "GET /%s HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: %s\r\n%s\r\n";

    private final AtomicReference<@Nullable Throwable> fault = new AtomicReference<>();
    private final RemoteCommandServer commands = new RemoteCommandServer(ENVIRONMENT);
    private final PortForwardServer forwards = new PortForwardServer(ENVIRONMENT);
    private @Nullable HttpServer server;

    @AfterEach
    void close() {
        if (server != null) {
            server.close();
        }
        assertThat(fault.get()).isNull();
    }

    private HttpServer start(ServerConfig config) throws IOException {
        server = HttpServer.start(config, this::handle, ENVIRONMENT);
        return server;
    }

    private ApiResponse handle(ApiRequest request) {
        try {
            return switch (request.path()) {
                case "/exec" ->
                    commands.accept(request, StreamOptions.of(request.query()), streams -> {
                        streams.stdin().transferTo(streams.stdout());
                        return ExitStatus.SUCCESS;
                    });
                case "/forward" ->
                    forwards.accept(request, port -> {
                        throw new IOException("nobody listens");
                    });
                default -> ApiResponse.of(200, "text/plain", request.body());
            };
        } catch (ApiException refusal) {
            return ApiResponse.of(refusal.code(), "text/plain", new byte[0]);
        } catch (RuntimeException e) {
            fault.set(e);
            throw e;
        }
    }

    /** What comes back until the connection ends. */
    private static String say(Socket socket, byte[] bytes) throws IOException {
        ByteArrayOutputStream heard = new ByteArrayOutputStream();
        try (socket) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(bytes);
            socket.shutdownOutput();
            socket.getInputStream().transferTo(heard);
        } catch (SocketTimeoutException hanging) {
            throw new AssertionError("the connection stays open, after: " + heard.toString(ISO_8859_1), hanging);
        } catch (SocketException | SSLException ended) {
            // an abrupt end is one
        }
        return heard.toString(ISO_8859_1);
    }

    private static void answeredOrEnded(String heard) {
        assertThat(heard).doesNotContain("HTTP/1.1 500");
    }

    private static List<byte[]> plain(String... texts) {
        return Seeds.texts(texts);
    }

    @Test
    void http1() throws IOException {
        int port = start(ServerConfig.plainLoopback()).port();
        List<byte[]> seeds = plain(
                "POST /a?b=c HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhelloGET /b HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
                "PUT /c HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nExpect: 100-continue\r\n\r\n3\r\nabc\r\n0\r\nT: v\r\n\r\n",
                "GET http://x/d%20e HTTP/1.0\r\nAccept-Encoding: gzip\r\n\r\n");
        Fuzz.run(
                "http1",
                TRIES,
                m -> m.bytes(seeds),
                input -> answeredOrEnded(say(new Socket("127.0.0.1", port), input)));
    }

    /** Frames behind the preface: settings, a request with a body, a ping, a window, a reset. */
    @Test
    void http2() throws Exception {
        SSLContext client = SslContexts.of(null, AUTHORITY.certificatePem());
        int port = start(ServerConfig.https(
                        new InetSocketAddress("127.0.0.1", 0),
                        AUTHORITY.issue(
                                CertificateRequest.server("server", List.of("localhost"), List.of("127.0.0.1"))),
                        null))
                .port();
        byte[] preface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(ISO_8859_1);
        byte[] frames = HEX.parseHex("000006040000000000" + "000100000000" // settings: no table
                + "00000a010500000001" + "0203474554" + "87" + "04022f61" // GET /a
                + "00000f010400000003" + "0204504f5354" + "87" + "04022f61" + "0f0d0133" // POST /a, of length 3
                + "000003000000000003" + "616263" + "000008060000000000" + "0102030405060708" // data, a ping
                + "000004080000000000" + "00010000" + "000004030000000003" + "00000008"); // a window, a reset
        byte[] request = HEX.parseHex("000000040000000000" + "000003010500000001" + "828487" + "000003010400000003"
                + "838487" + "000002000100000003" + "6162");
        Fuzz.run("http2", TRIES, m -> m.bytes(List.of(request, frames)), input -> {
            byte[] bytes = new byte[preface.length + input.length];
            System.arraycopy(preface, 0, bytes, 0, preface.length);
            System.arraycopy(input, 0, bytes, preface.length, input.length);
            say(secure(client, port), bytes);
        });
        URI target = URI.create("https://127.0.0.1:" + port + "/");
        HttpRequest whole = HttpRequest.newBuilder(target)
                .POST(HttpRequest.BodyPublishers.ofString("ab"))
                .build();
        HttpClient asking = HttpClient.newBuilder().sslContext(client).build();
        assertThat(asking.send(whole, HttpResponse.BodyHandlers.ofString()).body())
                .isEqualTo("ab");
    }

    private static Socket secure(SSLContext client, int port) throws IOException {
        SSLSocket socket = (SSLSocket) client.getSocketFactory().createSocket("127.0.0.1", port);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setApplicationProtocols(new String[] {"h2"});
        socket.setSSLParameters(parameters);
        return socket;
    }

    @Test
    void webSocket() throws IOException {
        upgraded(
                "websocket",
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: v5.channel.k8s.io\r\n",
                List.of(
                        HEX.parseHex("8286000000000061626364658a810000000061888200000000" + "03e9"),
                        HEX.parseHex("0283000000000061628081000000006389810000000062" + "82820000000004" + "7b"
                                + "82fe00800102030400" + "00".repeat(128))));
    }

    @Test
    void spdy() throws IOException {
        upgraded(
                "SPDY/3.1",
                "X-Stream-Protocol-Version: v4.channel.k8s.io\r\n",
                List.of(
                        // a stream that opens (its header block is no zlib), data, a ping, a window, a reset, the end
                        HEX.parseHex("80030001010000160000000100000000000078bbe3c6a7c202a00000000000"
                                + "0000000100000003616263"
                                + "800300060000000400000001" + "80030009000000080000000100001000"
                                + "80030003000000080000000100000005" + "80030007000000080000000100000000"),
                        HEX.parseHex(
                                "8003000400000014000000020000000400000064000000070001000080030006000000040000000a")));
    }

    /** Exec and port forwarding over one protocol. */
    private void upgraded(String protocol, String headers, List<byte[]> frames) throws IOException {
        int port = start(ServerConfig.plainLoopback()).port();
        byte[] exec =
                UPGRADE.formatted("exec?stdin=1&stdout=1", protocol, headers).getBytes(ISO_8859_1);
        byte[] forward = UPGRADE.formatted(
                        "forward?ports=80", protocol, headers.replaceAll("v\\d.channel", "portforward"))
                .getBytes(ISO_8859_1);
        for (byte[] head : List.of(exec, forward)) {
            Fuzz.run(protocol, TRIES / 2, m -> m.bytes(frames), input -> {
                byte[] bytes = new byte[head.length + input.length];
                System.arraycopy(head, 0, bytes, 0, head.length);
                System.arraycopy(input, 0, bytes, head.length, input.length);
                answeredOrEnded(say(new Socket("127.0.0.1", port), bytes));
            });
            Fuzz.run(
                    protocol + " head",
                    TRIES / 2,
                    m -> m.bytes(List.of(head)),
                    input -> answeredOrEnded(say(new Socket("127.0.0.1", port), input)));
        }
    }
}
