package io.jubernetes.kubelet.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import io.jubernetes.apimachinery.environment.SystemEnvironment;
import io.jubernetes.kubelet.runtime.RuntimeFailure;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Registries of all kinds; nothing that they say is believed. */
@Timeout(60)
final class ImagePullerTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path directory;

    private ImageStore store;
    private TestImage image;
    private TestRegistry registry;

    @BeforeEach
    void prepare() throws Exception {
        assumeTrue("root".equals(System.getProperty("user.name")), "owners of files need root");
        store = new ImageStore(directory.resolve("images"));
        image = new TestImage(
                JSON.createObjectNode(),
                List.of(
                        TestImage.Layer.gzip(new TarFile().file("one", "1")),
                        TestImage.Layer.plain(new TarFile().file("two", "2"))));
        registry = new TestRegistry(image);
    }

    @AfterEach
    void stop() {
        if (registry != null) {
            registry.close();
        }
    }

    private ImageRecord pull(String name, byte[]... secrets) throws Exception {
        return new ImagePuller(new SystemEnvironment(), store, new RegistryHosts(List.of(directory.resolve("certs.d"))))
                .pull(name, List.of(secrets));
    }

    private String name() {
        return registry.host() + "/team/web:1";
    }

    private String layer() {
        return image.blobs.keySet().stream().skip(1).findFirst().orElseThrow();
    }

    @Test
    void anImageComesByTagThroughAnIndexAndByDigest() throws Exception {
        ImageRecord pulled = pull(name());
        assertThat(store.layers(pulled).getLast().resolve("two")).hasContent("2");
        assertThat(pulled.digests()).containsExactly(registry.host() + "/team/web@" + Digest.of(image.index));
        registry.requests.clear();
        assertThat(pull(registry.host() + "/team/web@" + image.manifest).id()).isEqualTo(pulled.id());
        assertThat(registry.requests).hasSize(1);
    }

    @Test
    void whatIsNotThereIsSaidAsOthersSayIt() {
        String name = registry.host() + "/team/web:none";
        assertThatThrownBy(() -> pull(name))
                .isInstanceOfSatisfying(
                        RuntimeFailure.class, e -> assertThat(e.kind()).isEqualTo(RuntimeFailure.Kind.NOT_FOUND))
                .hasMessage("failed to pull and unpack image \"" + name + "\": failed to resolve reference \"" + name
                        + "\": " + name + ": not found");
        assertThatThrownBy(() -> pull("127.0.0.1:1/web:1")).hasMessageContaining("connect: connection refused");
        assertThatThrownBy(() -> pull("UPPER/case")).hasMessageContaining("invalid reference format");
    }

    @Test
    void aBrokenDownloadGoesOnWhereItStopped() throws Exception {
        String wanted = layer();
        byte[] content = blob(wanted);
        registry.special = exchange -> {
            boolean first = exchange.getRequestURI().getPath().endsWith(wanted)
                    && exchange.getRequestHeaders().getFirst("Range") == null;
            if (first) {
                exchange.sendResponseHeaders(200, content.length);
                exchange.getResponseBody().write(content, 0, 20);
                exchange.getResponseBody().flush();
            }
            return first;
        };
        pull(name());
        assertThat(registry.requests).anyMatch(r -> r.endsWith(wanted + " bytes=20-"));
    }

    private byte[] blob(String digest) {
        return Objects.requireNonNull(image.blobs.get(digest));
    }

    @Test
    void wrongContentIsRefused() {
        registry.special = exchange -> {
            boolean blob = exchange.getRequestURI().getPath().endsWith(layer());
            if (blob) {
                byte[] other = new byte[blob(layer()).length];
                exchange.sendResponseHeaders(200, other.length);
                exchange.getResponseBody().write(other);
            }
            return blob;
        };
        assertThatThrownBy(() -> pull(name())).hasMessageContaining("unexpected commit digest");
        assertThat(store.list()).isEmpty();
    }

    @Test
    void aBodyWithoutEndIsLeft() {
        registry.special = exchange -> endless(exchange, layer());
        assertThatThrownBy(() -> pull(name())).hasMessageContaining("more than the");
        registry.special = exchange -> endless(exchange, "manifests/1");
        assertThatThrownBy(() -> pull(name())).hasMessageContaining("larger than");
    }

    private static boolean endless(HttpExchange exchange, String end) throws IOException {
        if (!exchange.getRequestURI().getPath().endsWith(end)) {
            return false;
        }
        exchange.sendResponseHeaders(200, 0);
        byte[] piece = new byte[1 << 16];
        try {
            while (true) {
                exchange.getResponseBody().write(piece);
            }
        } catch (IOException e) {
            return true; // the client had enough
        }
    }

    @Test
    void redirectsInACircleAreLeft() {
        registry.special = exchange -> {
            exchange.getResponseHeaders()
                    .add("Location", exchange.getRequestURI().getPath());
            exchange.sendResponseHeaders(307, -1);
            return true;
        };
        assertThatThrownBy(() -> pull(name())).hasMessageContaining("stopped after 10 redirects");
        assertThat(registry.requests).hasSize(11);
    }

    @Test
    void aTokenIsFetchedWithTheSecretOfThisRegistry() throws Exception {
        String basic = "Basic " + Base64.getEncoder().encodeToString("me:secret".getBytes(StandardCharsets.UTF_8));
        registry.special = exchange -> {
            String authorization = exchange.getRequestHeaders().getFirst("Authorization");
            if (exchange.getRequestURI().getPath().equals("/token")) {
                byte[] answer = "{\"token\":\"t0\"}".getBytes(StandardCharsets.UTF_8);
                boolean known = basic.equals(authorization)
                        && exchange.getRequestURI().getQuery().contains("scope=repository:team/web:pull");
                exchange.sendResponseHeaders(known ? 200 : 401, known ? answer.length : -1);
                exchange.getResponseBody().write(answer, 0, known ? answer.length : 0);
                return true;
            }
            if ("Bearer t0".equals(authorization)) {
                return false;
            }
            exchange.getResponseHeaders()
                    .add(
                            "WWW-Authenticate",
                            "Bearer realm=\"http://" + registry.host() + "/token\",service=\"here\","
                                    + "scope=\"repository:team/web:pull\"");
            exchange.sendResponseHeaders(401, -1);
            return true;
        };
        assertThatThrownBy(() -> pull(name())).hasMessageContaining("failed to authorize");
        byte[] other = JSON.writeValueAsBytes(Map.of("auths", Map.of("example.com", Map.of("auth", "eDp5"))));
        byte[] own = JSON.writeValueAsBytes(
                Map.of("auths", Map.of(registry.host(), Map.of("username", "me", "password", "secret"))));
        assertThat(pull(name(), other, own).names()).containsExactly(name());
    }

    @Test
    void aMirrorThatADirectoryNamesIsAskedFirst() throws Exception {
        Path hosts = Files.createDirectories(directory.resolve("certs.d/registry.example:5000"));
        Files.writeString(
                hosts.resolve("hosts.toml"),
                "server = \"https://nowhere.invalid\"\n[host.\"http://" + registry.host()
                        + "\"]\n  capabilities = [\"pull\"]\n");
        assertThat(pull("registry.example:5000/team/web:1").names())
                .containsExactly("registry.example:5000/team/web:1");
    }

    /** Against the registry that Debian packages. */
    @Test
    void aRealRegistryGivesWhatWasPushed() throws Exception {
        Path program = Path.of("/usr/bin/docker-registry");
        assumeTrue(Files.exists(program), "docker-registry is not here");
        int port = freePort();
        Path config = Files.writeString(
                directory.resolve("registry.yml"),
                "version: 0.1\nstorage:\n  filesystem:\n    rootdirectory: " + directory.resolve("registry")
                        + "\nhttp:\n  addr: 127.0.0.1:" + port + "\n");
        Process process = new ProcessBuilder(program.toString(), "serve", config.toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("registry.log").toFile())
                .start();
        try (HttpClient http = HttpClient.newHttpClient()) {
            String base = "http://127.0.0.1:" + port + "/v2/team/web";
            await().ignoreExceptions()
                    .until(() -> send(http, "GET", "http://127.0.0.1:" + port + "/v2/", new byte[0], "") == 200);
            for (Map.Entry<String, byte[]> blob : image.blobs.entrySet()) {
                if (!blob.getKey().equals(image.manifest)) {
                    push(http, base, blob.getKey(), blob.getValue());
                }
            }
            assertThat(send(http, "PUT", base + "/manifests/1", blob(image.manifest), Manifest.TYPE))
                    .isEqualTo(201);
            ImageRecord pulled = pull("127.0.0.1:" + port + "/team/web:1");
            assertThat(pulled.manifest()).isEqualTo(image.manifest);
            assertThat(store.layers(pulled).getFirst().resolve("one")).hasContent("1");
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    private static void push(HttpClient http, String base, String digest, byte[] content) throws Exception {
        HttpResponse<String> begun = http.send(
                HttpRequest.newBuilder(URI.create(base + "/blobs/uploads/"))
                        .POST(HttpRequest.BodyPublishers.noBody())
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        String place = URI.create(base)
                .resolve(begun.headers().firstValue("Location").orElseThrow())
                .toString();
        String url = place + (place.contains("?") ? "&" : "?") + "digest=" + digest;
        assertThat(send(http, "PUT", url, content, "application/octet-stream")).isEqualTo(201);
    }

    private static int send(HttpClient http, String method, String url, byte[] body, String type) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(url)).method(method, HttpRequest.BodyPublishers.ofByteArray(body));
        if (!type.isEmpty()) {
            request.header("Content-Type", type);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
