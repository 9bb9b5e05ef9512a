package io.jubernetes.apiserver.surface;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.api.ApiRequest;
import io.jubernetes.apimachinery.api.ApiResponse;
import io.jubernetes.apimachinery.api.Caller;
import io.jubernetes.apimachinery.api.Headers;
import io.jubernetes.apimachinery.api.QueryParameters;
import io.jubernetes.apimachinery.api.ResponseBody;
import io.jubernetes.apimachinery.api.UserInfo;
import io.jubernetes.apimachinery.json.Json;
import io.jubernetes.apiserver.ApiServer;
import io.jubernetes.apiserver.ApiServerConfig;
import io.jubernetes.kvstore.memory.MemoryStore;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A server on a memory store, and the ways to ask it. */
final class SurfaceContext implements AutoCloseable {

    static final UserInfo ADMIN = new UserInfo("admin", "system:masters");

    private final ShiftedEnvironment environment = new ShiftedEnvironment();
    private final MemoryStore store = new MemoryStore();
    private final ApiServer server;

    SurfaceContext(ApiServerConfig config) {
        server = new ApiServer(config, environment, store);
        server.start();
    }

    SurfaceContext() {
        this(ApiServerConfig.defaults());
    }

    /** An answer, read. */
    record Answer(int status, Headers headers, byte[] bytes) {
        String text() {
            return new String(bytes, StandardCharsets.UTF_8);
        }

        JsonNode json() {
            return Json.decodeTrusted(bytes);
        }

        String message() {
            return json().path("message").asText();
        }
    }

    ShiftedEnvironment environment() {
        return environment;
    }

    Answer get(String pathAndQuery, String... headers) {
        return send("GET", pathAndQuery, Headers.of(headers), new byte[0], new Caller.Local(ADMIN));
    }

    Answer getAs(Caller caller, String path, String... headers) {
        return send("GET", path, Headers.of(headers), new byte[0], caller);
    }

    /** @param json with single quotes for double ones */
    Answer post(String path, String json) {
        return postAs(new Caller.Local(ADMIN), path, json);
    }

    Answer postAs(Caller caller, String path, String json, String... headers) {
        return send("POST", path, Headers.of(headers), json(json), caller);
    }

    Answer applyAs(Caller caller, String path, String json) {
        Headers headers = Headers.of("content-type", "application/apply-patch+yaml");
        return send("PATCH", path + "?fieldManager=test", headers, json(json), caller);
    }

    Answer put(String path, JsonNode object) {
        return send("PUT", path, Headers.EMPTY, Json.encode(object), new Caller.Local(ADMIN));
    }

    Answer delete(String path) {
        return send("DELETE", path, Headers.EMPTY, new byte[0], new Caller.Local(ADMIN));
    }

    ObjectNode create(String path, String json) {
        Answer answer = post(path, json);
        if (answer.status() != 201) {
            throw new AssertionError("not created: " + answer.text());
        }
        return (ObjectNode) answer.json();
    }

    static Caller stranger() {
        return new Caller.Remote(List.of(), "192.0.2.1:1234");
    }

    private static byte[] json(String quoted) {
        return quoted.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }

    private Answer send(String method, String pathAndQuery, Headers headers, byte[] body, Caller caller) {
        int mark = pathAndQuery.indexOf('?');
        String path = mark < 0 ? pathAndQuery : pathAndQuery.substring(0, mark);
        QueryParameters query = QueryParameters.parse(mark < 0 ? null : pathAndQuery.substring(mark + 1));
        Headers typed = body.length == 0 ? headers : headers.and("content-type", "application/json");
        ApiResponse response = server.handle(new ApiRequest(method, path, query, typed, body, caller));
        byte[] bytes = response.body() instanceof ResponseBody.Bytes b ? b.join() : new byte[0];
        return new Answer(response.status(), response.headers(), bytes);
    }

    @Override
    public void close() {
        server.close();
        store.close();
    }
}
