package io.jubernetes.apiserver.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import io.jubernetes.apimachinery.api.ApiRequest;
import io.jubernetes.apimachinery.api.ApiResponse;
import io.jubernetes.apimachinery.api.Headers;
import io.jubernetes.apimachinery.api.ResponseBody;
import io.jubernetes.apimachinery.json.Json;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** A large document that is made when first asked for, and kept compressed. */
final class LazyDocument {

    private final Supplier<? extends JsonNode> source;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Content content;

    private record Content(byte[] compressed, String hash) {}

    LazyDocument(Supplier<? extends JsonNode> source) {
        this.source = source;
    }

    /** Changes when the document does. */
    String hash() {
        return content().hash();
    }

    ApiResponse answer(ApiRequest request, String contentType) {
        Content made = content();
        String etag = "\"" + made.hash() + "\"";
        Headers headers = Headers.of("etag", etag, "vary", "Accept-Encoding, Accept");
        String known = request.headers().first("if-none-match");
        if (known != null && known.contains(etag)) {
            return new ApiResponse(304, headers, ResponseBody.Bytes.EMPTY);
        }
        Headers typed = headers.and("content-type", contentType);
        String accepted = request.headers().first("accept-encoding");
        return accepted != null && accepted.toLowerCase(Locale.ROOT).contains("gzip")
                ? ok(typed.and("content-encoding", "gzip"), made.compressed())
                : ok(typed, uncompressed(made.compressed()));
    }

    private static ApiResponse ok(Headers headers, byte[] body) {
        return new ApiResponse(200, headers, new ResponseBody.Bytes(List.of(body)));
    }

    private Content content() {
        lock.lock();
        try {
            if (content == null) {
                byte[] plain = Json.encode(source.get());
                content = new Content(compressed(plain), hash(plain));
            }
            return content;
        } finally {
            lock.unlock();
        }
    }

    private static byte[] compressed(byte[] plain) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(plain.length / 8);
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static byte[] uncompressed(byte[] compressed) {
        try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(compressed))) {
            return gzip.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String hash(byte[] plain) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-512").digest(plain);
            return HexFormat.of().formatHex(digest).toUpperCase(Locale.ROOT);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("the JDK has no SHA-512", e);
        }
    }
}
