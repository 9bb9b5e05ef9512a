package io.jubernetes.cli.session;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.api.ApiHandler;
import io.jubernetes.apimachinery.api.ApiRequest;
import io.jubernetes.apimachinery.api.ApiResponse;
import io.jubernetes.apimachinery.api.BodySink;
import io.jubernetes.apimachinery.api.Caller;
import io.jubernetes.apimachinery.api.Headers;
import io.jubernetes.apimachinery.api.QueryParameters;
import io.jubernetes.apimachinery.api.ResponseBody;
import io.jubernetes.apimachinery.api.UserInfo;
import io.jubernetes.apimachinery.json.Json;
import io.jubernetes.client.Refusals;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Calls an API server with JSON trees. Refusals are thrown as {@link io.jubernetes.apimachinery.error.ApiException}. */
public final class Server {

    public static final String JSON = "application/json";

    /** As many objects of a list are asked for at once. */
    public static final int PAGE = 500;

    private final ApiHandler handler;
    private final Consumer<String> warnings;

    /** @param warnings told the text of every {@code Warning} header */
    public Server(ApiHandler handler, Consumer<String> warnings) {
        this.handler = handler;
        this.warnings = warnings;
    }

    public ObjectNode get(String path, QueryParameters query) {
        return tree(send("GET", path, query, Headers.of("accept", JSON), new byte[0]));
    }

    /** A GET that prefers another form of JSON, such as a Table. */
    public ObjectNode get(String path, QueryParameters query, String accept) {
        return tree(send("GET", path, query, Headers.of("accept", accept), new byte[0]));
    }

    /**
     * A list, page after page.
     *
     * @param pageSize 0 for all at once
     */
    public void pages(String path, QueryParameters query, String accept, int pageSize, Consumer<ObjectNode> each) {
        QueryParameters paged = pageSize > 0 ? query.and("limit", Integer.toString(pageSize)) : query;
        ObjectNode page = get(path, paged, accept);
        each.accept(page);
        String more = page.path("metadata").path("continue").asText("");
        while (!more.isEmpty()) {
            page = get(path, paged.and("continue", more), accept);
            each.accept(page);
            more = page.path("metadata").path("continue").asText("");
        }
    }

    /** The objects of a list, each saying its type. */
    public List<ObjectNode> list(String path, QueryParameters query) {
        List<ObjectNode> objects = new ArrayList<>();
        pages(path, query, JSON, PAGE, page -> {
            String kind = page.path("kind").asText().replaceFirst("List$", "");
            String apiVersion = page.path("apiVersion").asText();
            page.path("items").forEach(item -> objects.add(typed((ObjectNode) item, apiVersion, kind)));
        });
        return objects;
    }

    /** Items of a typed list do not repeat their type; on their own they must say it. */
    public static ObjectNode typed(ObjectNode item, String apiVersion, String kind) {
        ObjectNode typed = Json.object();
        typed.put("apiVersion", apiVersion).put("kind", kind);
        typed.setAll(item);
        return typed;
    }

    /** Sends an object with a method that takes one. */
    public ObjectNode send(String method, String path, QueryParameters query, ObjectNode object) {
        return send(method, path, query, object, JSON);
    }

    /** Sends a tree of another media type, such as a patch. */
    public ObjectNode send(
            String method,
            String path,
            QueryParameters query,
            com.fasterxml.jackson.databind.JsonNode body,
            String type) {
        byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
        return tree(send(method, path, query, Headers.of("accept", JSON, "content-type", type), bytes));
    }

    /** Reads an answer that may go on for long, piece by piece, until it ends or the sink refuses more. */
    public void stream(String path, QueryParameters query, String accept, BodySink sink)
            throws IOException, InterruptedException {
        ApiResponse response = send("GET", path, query, Headers.of("accept", accept), new byte[0]);
        switch (response.body()) {
            case ResponseBody.Bytes bytes -> sink.write(bytes.join());
            case ResponseBody.Stream stream -> stream.writeTo(sink);
            case ResponseBody.Upgrade _ -> throw new IOException("the server switched protocols unasked");
        }
    }

    /** The whole body of an answer, whatever it is. */
    public byte[] bytes(String method, String path, QueryParameters query, Headers headers) {
        return bytes(send(method, path, query, headers, new byte[0]));
    }

    /** Sends a request as it is; an answer that is a refusal is thrown. */
    public ApiResponse send(String method, String path, QueryParameters query, Headers headers, byte[] body) {
        Caller unnamed = new Caller.Local(new UserInfo(""));
        ApiResponse response = handler.handle(new ApiRequest(method, path, query, headers, body, unnamed));
        response.headers().all("warning").forEach(value -> warnings.accept(warningText(value)));
        if (response.status() >= 300) {
            throw Refusals.exception(response);
        }
        return response;
    }

    private static ObjectNode tree(ApiResponse response) {
        return Json.decode(bytes(response)).object();
    }

    private static byte[] bytes(ApiResponse response) {
        if (response.body() instanceof ResponseBody.Bytes bytes) {
            return bytes.join();
        }
        ByteArrayOutputStream collected = new ByteArrayOutputStream();
        try {
            if (response.body() instanceof ResponseBody.Stream stream) {
                stream.writeTo(new Collector(collected));
            }
            return collected.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new IOException("interrupted", e));
        }
    }

    /** The quoted part of {@code 299 - "text"}. */
    private static String warningText(String value) {
        int open = value.indexOf('"');
        int close = value.lastIndexOf('"');
        return open >= 0 && close > open ? value.substring(open + 1, close).replace("\\\"", "\"") : value;
    }

    private record Collector(ByteArrayOutputStream collected) implements BodySink {
        @Override
        public void write(byte[] piece) {
            collected.writeBytes(piece);
        }

        @Override
        public void onClose(Runnable action) {
            // this end never goes away
        }
    }
}
