import io.jubernetes.transport.pki.Pem;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * Asks a server what kubectl asks, as kubectl does: over HTTP/2 and TLS with a client certificate. A server that is watched meanwhile
 * has this way in its AOT cache. Usage: java -cp 'DIST/lib/*' dev/VisitLikeKubectl.java URL PKI-DIRECTORY
 */
public final class VisitLikeKubectl {

    private static final String DISCOVERY = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList";
    private static final String TABLE = "application/json;as=Table;v=v1;g=meta.k8s.io,application/json";
    private static final String PROTOBUF = "application/vnd.kubernetes.protobuf";
    private static final String PODS = "/api/v1/namespaces/default/pods";

    private final String url;
    private final HttpClient client;

    private VisitLikeKubectl(String url, HttpClient client) {
        this.url = url;
        this.client = client;
    }

    public static void main(String[] args) throws IOException, InterruptedException, GeneralSecurityException {
        try (HttpClient client =
                HttpClient.newBuilder().sslContext(identity(Path.of(args[1]))).build()) {
            new VisitLikeKubectl(args[0], client).visit();
        }
    }

    private void visit() throws IOException, InterruptedException {
        get("/openapi/v3", "application/json");
        get("/openapi/v3/apis/apps/v1", "application/json");
        get("/api", DISCOVERY);
        get("/apis", DISCOVERY);
        get("/apis/apps/v1/namespaces/default/deployments/nobody", "application/json");
        get(PODS + "?limit=500", TABLE);
        get(PODS, PROTOBUF);
        get(PODS + "?watch=true&timeoutSeconds=1", TABLE);
    }

    private void get(String path, String accept) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + path))
                .header("accept", accept)
                .header("accept-encoding", "gzip")
                .build();
        HttpResponse<byte[]> answer = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
        System.out.println(answer.version() + " " + answer.statusCode() + " " + path);
    }

    private static SSLContext identity(Path pki) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        store.setCertificateEntry("ca", certificate(pki.resolve("ca.crt")));
        Certificate[] chain = {certificate(pki.resolve("admin.crt"))};
        store.setKeyEntry("admin", Pem.privateKey(Files.readString(pki.resolve("admin.key"))), new char[0], chain);
        KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(store, new char[0]);
        TrustManagerFactory trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trusted.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(own.getKeyManagers(), trusted.getTrustManagers(), null);
        return context;
    }

    private static Certificate certificate(Path file) throws IOException, GeneralSecurityException {
        return CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(Files.readAllBytes(file)));
    }
}
