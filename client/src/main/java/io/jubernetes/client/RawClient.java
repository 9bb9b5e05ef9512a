package io.jubernetes.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.jubernetes.apimachinery.api.ApiRequest;
import io.jubernetes.apimachinery.api.Caller;
import io.jubernetes.apimachinery.api.Headers;
import io.jubernetes.apimachinery.api.QueryParameters;
import io.jubernetes.apimachinery.api.UserInfo;
import io.jubernetes.apimachinery.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Calls by path, with JSON trees: for discovery and for subresources without calls of their own. Refusals are thrown. */
public final class RawClient {

    private static final Caller UNNAMED = new Caller.Local(new UserInfo(""));

    private final ApiClient client;

    public RawClient(ApiClient client) {
        this.client = client;
    }

    public JsonNode get(String path) {
        return get(path, QueryParameters.EMPTY);
    }

    public JsonNode get(String path, QueryParameters query) {
        Headers headers = Headers.of("accept", "application/json");
        return send(new ApiRequest("GET", path, query, headers, new byte[0], UNNAMED));
    }

    public JsonNode put(String path, JsonNode body) {
        return write("PUT", path, body);
    }

    public JsonNode post(String path, JsonNode body) {
        return write("POST", path, body);
    }

    /** Whatever the answer says, if it is a success. */
    public void delete(String path) {
        client.sendAndForget(
                new ApiRequest("DELETE", path, QueryParameters.EMPTY, Headers.EMPTY, new byte[0], UNNAMED));
    }

    private JsonNode write(String method, String path, JsonNode body) {
        Headers headers = Headers.of("accept", "application/json", "content-type", "application/json");
        byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
        return send(new ApiRequest(method, path, QueryParameters.EMPTY, headers, bytes, UNNAMED));
    }

    private JsonNode send(ApiRequest request) {
        try {
            return Json.mapper().readTree(Bodies.bytes(client.send(request)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
