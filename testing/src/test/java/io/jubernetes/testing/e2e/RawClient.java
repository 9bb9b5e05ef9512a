package io.jubernetes.testing.e2e;

import io.jubernetes.apimachinery.environment.SystemEnvironment;
import io.jubernetes.client.config.ClientConfig;
import io.jubernetes.client.config.Kubeconfig;
import io.jubernetes.client.http.TlsContexts;
import io.jubernetes.transport.pki.CertificateAuthority;
import io.jubernetes.transport.pki.CertificateRequest;
import io.jubernetes.transport.pki.Credential;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import javax.net.ssl.SSLSocket;

/** Somebody who sends bytes that no client library would send. */
final class RawClient {

    private static final int PATIENCE_MILLIS = 30_000;

    private final URI server;
    private final javax.net.ssl.SSLContext tls;

    private RawClient(URI server, javax.net.ssl.SSLContext tls) {
        this.server = server;
        this.tls = tls;
    }

    /** With the administrator's certificate. */
    static RawClient of(TestCluster cluster) throws IOException {
        ClientConfig config =
                ClientConfig.from(Kubeconfig.load(cluster.kubectl().kubeconfig()), null);
        return new RawClient(config.server(), TlsContexts.of(config.tls()));
    }

    /** kubectl with a certificate that an authority signed which the server does not know. */
    static Kubectl stranger(TestCluster cluster) throws IOException {
        Credential credential = strangeAuthority().issue(CertificateRequest.client("admin", "system:masters"));
        String config = Files.readString(cluster.kubectl().kubeconfig())
                .replaceAll("client-certificate-data: .*", data("client-certificate", credential.certificateChainPem()))
                .replaceAll("client-key-data: .*", data("client-key", credential.keyPem()));
        return kubectl(cluster, "stranger.conf", config);
    }

    /** kubectl that believes another authority than the server's. */
    static Kubectl suspicious(TestCluster cluster) throws IOException {
        String config = Files.readString(cluster.kubectl().kubeconfig())
                .replaceAll(
                        "certificate-authority-data: .*",
                        data("certificate-authority", strangeAuthority().certificatePem()));
        return kubectl(cluster, "suspicious.conf", config);
    }

    /** Sends text over TLS. @return all that comes back until the server closes; nothing when it resets the connection */
    String ask(String text) throws IOException {
        try (SSLSocket socket = (SSLSocket) tls.getSocketFactory().createSocket(server.getHost(), server.getPort())) {
            return exchange(socket, text);
        }
    }

    /** Sends text without TLS. */
    static String plain(TestCluster cluster, String text) throws IOException {
        try (Socket socket = connect(cluster)) {
            return exchange(socket, text);
        }
    }

    /** Sends text without TLS, and closes without reading. */
    static void hangUpAfter(TestCluster cluster, String text) throws IOException {
        try (Socket socket = connect(cluster)) {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        }
    }

    private static Socket connect(TestCluster cluster) throws IOException {
        URI server = URI.create(cluster.url());
        Socket socket = new Socket();
        socket.connect(new InetSocketAddress(server.getHost(), server.getPort()), PATIENCE_MILLIS);
        return socket;
    }

    private static String exchange(Socket socket, String text) throws IOException {
        socket.setSoTimeout(PATIENCE_MILLIS);
        try {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (SocketException e) {
            return ""; // reset: as much of an answer as such bytes deserve
        }
    }

    private static CertificateAuthority strangeAuthority() {
        return CertificateAuthority.create("stranger", new SystemEnvironment());
    }

    private static String data(String name, String pem) {
        return name + "-data: " + Base64.getEncoder().encodeToString(pem.getBytes(StandardCharsets.US_ASCII));
    }

    private static Kubectl kubectl(TestCluster cluster, String file, String config) throws IOException {
        Path kubeconfig = Files.writeString(cluster.data().resolve(file), config);
        return new Kubectl(cluster.kubectl().binary(), kubeconfig);
    }
}
