package io.jubernetes.apiserver.discovery;

import com.fasterxml.jackson.databind.JsonNode;
import io.jubernetes.apimachinery.api.ApiRequest;
import io.jubernetes.apimachinery.api.ApiResponse;
import io.jubernetes.apimachinery.api.Headers;
import io.jubernetes.apimachinery.api.ResponseBody;
import io.jubernetes.apimachinery.json.Json;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/** A document that is encoded once and then served to all; whoever has it already is told so. */
record Document(String contentType, byte[] body, String etag) {

    static Document of(String contentType, JsonNode content) {
        byte[] body = Json.encode(content);
        return new Document(contentType, body, "\"" + hash(body) + "\"");
    }

    ApiResponse answer(ApiRequest request) {
        Headers headers = Headers.of("etag", etag, "vary", "Accept");
        String known = request.headers().first("if-none-match");
        if (known != null && known.contains(etag)) {
            return new ApiResponse(304, headers, ResponseBody.Bytes.EMPTY);
        }
        return new ApiResponse(200, headers.and("content-type", contentType), new ResponseBody.Bytes(List.of(body)));
    }

    private static String hash(byte[] body) {
        return HexFormat.of().formatHex(digest("SHA-512", body)).toUpperCase(Locale.ROOT);
    }

    /** Eight bytes of a text's digest. */
    static String shortHash(String text) {
        byte[] digest = digest("SHA-256", text.getBytes(StandardCharsets.UTF_8));
        return Base64.getEncoder().encodeToString(Arrays.copyOf(digest, 8));
    }

    private static byte[] digest(String algorithm, byte[] content) {
        try {
            return MessageDigest.getInstance(algorithm).digest(content);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("the JDK has no " + algorithm, e);
        }
    }
}
