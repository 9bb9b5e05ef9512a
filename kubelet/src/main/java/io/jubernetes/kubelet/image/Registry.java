package io.jubernetes.kubelet.image;

import com.fasterxml.jackson.databind.JsonNode;
import io.jubernetes.apimachinery.environment.Environment;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;

/** What a repository of a registry has: manifests by tag or digest, blobs by digest. Nothing of it is believed. */
final class Registry {

    private static final Duration STANDSTILL = Duration.ofSeconds(60);
    private static final int TRIES = 5;
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final Environment environment;
    private final RegistrySession session;

    Registry(Environment environment, RegistrySession session) {
        this.environment = environment;
        this.session = session;
    }

    /** A manifest or an index as it came, with the digest that it has. */
    record Document(String digest, byte[] content, JsonNode json) {}

    Document document(String reference) throws IOException, InterruptedException {
        String url = session.url("manifests", reference);
        HttpResponse<InputStream> response = session.get(url, Map.of("Accept", String.join(", ", Manifest.TYPES)));
        try (InputStream body = response.body()) {
            check(response.statusCode(), url);
            byte[] content = body.readNBytes(Manifest.LARGEST + 1);
            if (content.length > Manifest.LARGEST) {
                throw new ImageException("the manifest is larger than " + Manifest.LARGEST + " bytes");
            }
            String digest = Digest.of(content);
            if (Digest.isOne(reference) && !digest.equals(reference)) {
                throw new ImageException(
                        "unexpected commit digest " + digest + ", expected " + reference + ": failed precondition");
            }
            return new Document(digest, content, Manifest.JSON.readTree(content));
        }
    }

    /** Fetches a blob, going on where the file ends; breaks of the connection are survived some times. */
    void blob(Manifest.Blob blob, Path into) throws IOException, InterruptedException {
        for (int attempt = 1; ; attempt++) {
            long before = Files.exists(into) ? Files.size(into) : 0;
            try {
                if (before < blob.size() || blob.size() == 0) {
                    rest(blob, into, before);
                }
                return;
            } catch (ImageException e) {
                throw e;
            } catch (IOException e) {
                boolean progress = Files.exists(into) && Files.size(into) > before;
                if (attempt >= TRIES && !progress) {
                    throw e;
                }
                environment.sleep(PAUSE.multipliedBy(attempt));
            }
        }
    }

    private void rest(Manifest.Blob blob, Path into, long from) throws IOException, InterruptedException {
        String url = session.url("blobs", blob.digest());
        Map<String, String> range = from == 0 ? Map.of() : Map.of("Range", "bytes=" + from + "-");
        HttpResponse<InputStream> response = session.get(url, range);
        try (InputStream body = response.body()) {
            check(response.statusCode(), url);
            boolean partial = response.statusCode() == 206;
            try (OutputStream sink = Files.newOutputStream(
                    into,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE,
                    partial ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING)) {
                copy(body, sink, blob.size() - (partial ? from : 0));
            }
        }
    }

    private void copy(InputStream body, OutputStream sink, long expected) throws IOException {
        byte[] buffer = new byte[1 << 16];
        long left = expected;
        while (true) {
            int count = read(body, buffer);
            if (count < 0) {
                break;
            }
            left -= count;
            if (left < 0) {
                throw new ImageException("the registry sends more than the " + expected + " bytes that it announced");
            }
            sink.write(buffer, 0, count);
        }
        if (left > 0) {
            throw new IOException("unexpected EOF");
        }
    }

    /** Reads, but not for ever: a registry that says nothing any more is left. */
    private int read(InputStream body, byte[] buffer) throws IOException {
        Environment.Timer timer = environment.after(STANDSTILL, "registry-standstill", () -> close(body));
        try {
            return body.read(buffer);
        } finally {
            timer.cancel();
        }
    }

    private static void close(InputStream body) {
        try {
            body.close();
        } catch (IOException e) {
            // it is given up anyway
        }
    }

    private static void check(int status, String url) throws IOException {
        switch (status) {
            case 200, 206 -> {}
            case 404 -> throw new NotFound("not found");
            case 401, 403 ->
                throw new ImageException("pull access denied, repository does not exist or may require authorization:"
                        + " server message: insufficient_scope: authorization failed");
            default -> {
                String message = "unexpected status from GET request to " + url + ": " + status;
                throw status >= 500 || status == 429 ? new IOException(message) : new ImageException(message);
            }
        }
    }

    /** The registry does not have it. */
    static final class NotFound extends IOException {
        NotFound(String message) {
            super(message);
        }
    }
}
