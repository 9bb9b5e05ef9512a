package io.jubernetes.testing.e2e;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;

/** Debian's docker-registry as a process of the test's own, reached without TLS, and what one does with it. */
final class LocalRegistry implements AutoCloseable {

    static final String USER = "somebody";
    static final String PASSWORD = "sesame";
    private static final String HASH = "$2b$04$AUfQokgQaxh18buOXnrK7.nUZwiaIea7LW9R3/vUX8qqlyL/eBa9K";
    private static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";

    private final HttpClient http = HttpClient.newHttpClient();
    private final Process process;
    private final String address;

    private LocalRegistry(Process process, String address) {
        this.process = process;
        this.address = address;
    }

    /** @param locked whether it wants a name and a password */
    static LocalRegistry start(Path directory, boolean locked) throws IOException {
        Files.createDirectories(directory);
        Path users = Files.writeString(directory.resolve("users"), USER + ":" + HASH + "\n");
        String address = "127.0.0.1:" + freePort();
        String lock = locked ? "auth: {htpasswd: {realm: test, path: " + users + "}}\n" : "";
        Path config = Files.writeString(
                directory.resolve("config.yml"), """
                version: 0.1
                log: {level: warn}
                storage: {filesystem: {rootdirectory: %s}}
                http: {addr: "%s"}
                %s""".formatted(directory.resolve("storage"), address, lock));
        Process process = new ProcessBuilder("docker-registry", "serve", config.toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("log").toFile())
                .start();
        LocalRegistry registry = new LocalRegistry(process, address);
        await("the registry answers")
                .ignoreExceptions()
                .pollInterval(Duration.ofMillis(50))
                .atMost(Duration.ofSeconds(30))
                .until(() -> registry.send("GET", registry.url("/v2/"), "", new byte[0])
                                .statusCode()
                        == 200);
        return registry;
    }

    /** {@code 127.0.0.1:PORT} */
    String address() {
        return address;
    }

    /** Pushes an image. @return the digest of its manifest */
    String push(String repository, String tag, BusyboxImage image) throws IOException, InterruptedException {
        for (byte[] blob : image.blobs()) {
            pushBlob(repository, blob);
        }
        byte[] manifest = image.manifest().getBytes(StandardCharsets.UTF_8);
        expect(201, send("PUT", url("/v2/" + repository + "/manifests/" + tag), MANIFEST, manifest));
        return BusyboxImage.digest(manifest);
    }

    private void pushBlob(String repository, byte[] blob) throws IOException, InterruptedException {
        String digest = BusyboxImage.digest(blob);
        URI place = url("/v2/" + repository + "/blobs/" + digest);
        if (send("HEAD", place, "", new byte[0]).statusCode() == 200) {
            return;
        }
        HttpResponse<String> upload =
                expect(202, send("POST", url("/v2/" + repository + "/blobs/uploads/"), "", new byte[0]));
        String location = upload.headers().firstValue("location").orElseThrow();
        URI target = URI.create(location + (location.contains("?") ? "&" : "?") + "digest=" + digest);
        expect(201, send("PUT", target, "application/octet-stream", blob));
    }

    private URI url(String path) {
        return URI.create("http://" + address + path);
    }

    private HttpResponse<String> send(String method, URI target, String type, byte[] body)
            throws IOException, InterruptedException {
        String credential =
                Base64.getEncoder().encodeToString((USER + ":" + PASSWORD).getBytes(StandardCharsets.UTF_8));
        HttpRequest.Builder request = HttpRequest.newBuilder(target)
                .header("authorization", "Basic " + credential)
                .method(method, BodyPublishers.ofByteArray(body));
        if (!type.isEmpty()) {
            request.header("content-type", type);
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private static HttpResponse<String> expect(int status, HttpResponse<String> response) throws IOException {
        if (response.statusCode() != status) {
            throw new IOException(response.request() + " " + response.statusCode() + " " + response.body());
        }
        return response;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
        http.close();
    }
}
