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
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** A large document that is made when first asked for, and kept compressed. */
final class LazyDocument {

    private final Supplier<? extends JsonNode> source;
    private final Function<JsonNode, byte[]> form;
    private final ReentrantLock lock = new ReentrantLock();
    private final String edition;
    private final String etag;
    private byte @Nullable [] compressed;
    private @Nullable LazyDocument inProtobuf;

    /** @param edition changes when the document does */
    LazyDocument(String edition, Supplier<? extends JsonNode> source) {
        this(edition, source, Json::encode);
    }

    private LazyDocument(String edition, Supplier<? extends JsonNode> source, Function<JsonNode, byte[]> form) {
        this.edition = edition;
        this.form = form;
        this.etag = "\"" + edition + "\"";
        this.source = source;
    }

    String edition() {
        return edition;
    }

    /** The same document of version 2 in its other form. */
    LazyDocument inProtobuf() {
        lock.lock();
        try {
            if (inProtobuf == null) {
                inProtobuf = new LazyDocument(edition, source, ProtobufForm::of);
            }
            return inProtobuf;
        } finally {
            lock.unlock();
        }
    }

    ApiResponse answer(ApiRequest request, String contentType) {
        Headers headers = Headers.of("etag", etag, "vary", "Accept-Encoding, Accept");
        String known = request.headers().first("if-none-match");
        if (known != null && known.contains(etag)) {
            return new ApiResponse(304, headers, ResponseBody.Bytes.EMPTY);
        }
        Headers typed = headers.and("content-type", contentType);
        String accepted = request.headers().first("accept-encoding");
        return accepted != null && accepted.toLowerCase(Locale.ROOT).contains("gzip")
                ? ok(typed.and("content-encoding", "gzip"), compressed())
                : ok(typed, uncompressed(compressed()));
    }

    private static ApiResponse ok(Headers headers, byte[] body) {
        return new ApiResponse(200, headers, new ResponseBody.Bytes(List.of(body)));
    }

    private byte[] compressed() {
        lock.lock();
        try {
            if (compressed == null) {
                compressed = compressed(form.apply(source.get()));
            }
            return compressed;
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
}
