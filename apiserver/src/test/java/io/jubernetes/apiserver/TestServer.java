package io.jubernetes.apiserver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.api.ApiRequest;
import io.jubernetes.apimachinery.api.ApiResponse;
import io.jubernetes.apimachinery.api.BodySink;
import io.jubernetes.apimachinery.api.Caller;
import io.jubernetes.apimachinery.api.Headers;
import io.jubernetes.apimachinery.api.QueryParameters;
import io.jubernetes.apimachinery.api.ResponseBody;
import io.jubernetes.apimachinery.api.UserInfo;
import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.apimachinery.environment.SystemEnvironment;
import io.jubernetes.apimachinery.json.Json;
import io.jubernetes.kvstore.VersionedStore;
import io.jubernetes.kvstore.memory.MemoryStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** A whole server in this process, spoken to as a client would: paths in, status codes and trees out. */
public final class TestServer implements AutoCloseable {

    private final VersionedStore store;
    private final ApiServer server;

    public TestServer() {
        this(new MemoryStore());
    }

    public TestServer(VersionedStore store) {
        this(store, ApiServerConfig.defaults());
    }

    public TestServer(VersionedStore store, ApiServerConfig config) {
        this(store, config, new SystemEnvironment());
    }

    public TestServer(VersionedStore store, ApiServerConfig config, Environment environment) {
        this.store = store;
        this.server = new ApiServer(config, environment, store);
        server.start();
    }

    public VersionedStore store() {
        return store;
    }

    /** An answer, read to its end. */
    public record Answer(int status, Headers headers, ObjectNode body) {

        public String message() {
            return body.path("message").asText();
        }

        public String reason() {
            return body.path("reason").asText();
        }

        public JsonNode at(String pointer) {
            return body.at(pointer);
        }

        public String name() {
            return body.at("/metadata/name").asText();
        }

        public String revision() {
            return body.at("/metadata/resourceVersion").asText();
        }

        /** Fails when the request was refused. */
        public Answer ok() {
            if (status >= 300) {
                throw new AssertionError("refused with " + status + ": " + message());
            }
            return this;
        }
    }

    public ApiResponse send(String method, String pathAndQuery, Headers headers, byte[] body) {
        int question = pathAndQuery.indexOf('?');
        String path = question < 0 ? pathAndQuery : pathAndQuery.substring(0, question);
        QueryParameters query = QueryParameters.parse(question < 0 ? null : pathAndQuery.substring(question + 1));
        Caller admin = new Caller.Local(new UserInfo("admin", "system:masters", "system:authenticated"));
        return server.handle(new ApiRequest(method, path, query, headers, body, admin));
    }

    public Answer call(String method, String path, Headers headers, String body) {
        ApiResponse response = send(method, path, headers, body.getBytes(StandardCharsets.UTF_8));
        byte[] joined = joined(response.body());
        boolean json = String.valueOf(response.headers().first("content-type")).contains("json");
        ObjectNode tree = json
                ? (ObjectNode) Json.decodeTrusted(joined)
                : Json.object().put("text", new String(joined, StandardCharsets.UTF_8));
        return new Answer(response.status(), response.headers(), tree);
    }

    private static byte[] joined(ResponseBody body) {
        return switch (body) {
            case ResponseBody.Bytes bytes -> bytes.join();
            case ResponseBody.Finite finite -> {
                Collected collected = new Collected(new ByteArrayOutputStream());
                try {
                    finite.writeTo(collected);
                } catch (IOException | InterruptedException e) {
                    throw new AssertionError(e);
                }
                yield collected.bytes().toByteArray();
            }
            case ResponseBody.Stream stream -> throw new AssertionError("a stream that lasts");
            case ResponseBody.Upgrade upgrade -> throw new AssertionError("an upgrade");
        };
    }

    private record Collected(ByteArrayOutputStream bytes) implements BodySink {
        @Override
        public void write(byte[] piece) {
            bytes.writeBytes(piece);
        }

        @Override
        public void onClose(Runnable action) {
            // stays open
        }
    }

    public Answer get(String path) {
        return call("GET", path, Headers.EMPTY, "");
    }

    public Answer post(String path, String json) {
        return call("POST", path, Headers.of("content-type", "application/json"), json);
    }

    public Answer put(String path, String json) {
        return call("PUT", path, Headers.of("content-type", "application/json"), json);
    }

    public Answer patch(String path, String kind, String patch) {
        return call("PATCH", path, Headers.of("content-type", "application/" + kind + "+json"), patch);
    }

    public Answer merge(String path, String patch) {
        return patch(path, "merge-patch", patch);
    }

    public Answer delete(String path) {
        return call("DELETE", path, Headers.EMPTY, "");
    }

    public Answer delete(String path, String options) {
        return call("DELETE", path, Headers.of("content-type", "application/json"), options);
    }

    @Override
    public void close() {
        server.close();
        store.close();
    }
}
