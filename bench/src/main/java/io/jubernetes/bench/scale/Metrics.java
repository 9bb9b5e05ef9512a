package io.jubernetes.bench.scale;

import io.jubernetes.apimachinery.api.ApiRequest;
import io.jubernetes.apimachinery.api.ApiResponse;
import io.jubernetes.apimachinery.api.Caller;
import io.jubernetes.apimachinery.api.Headers;
import io.jubernetes.apimachinery.api.QueryParameters;
import io.jubernetes.apimachinery.api.UserInfo;
import io.jubernetes.client.ApiClient;
import io.jubernetes.client.Bodies;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Reads of the server that keep nothing. */
record Metrics(ApiClient client) {

    Latencies read() {
        return new Latencies(new String(get("/metrics"), StandardCharsets.UTF_8));
    }

    /** All pods of the cluster in one answer. */
    void listPods() {
        get("/api/v1/pods");
    }

    private byte[] get(String path) {
        Headers headers = Headers.of("accept", "application/json, text/plain");
        ApiResponse response = client.raw(new ApiRequest(
                "GET", path, QueryParameters.EMPTY, headers, new byte[0], new Caller.Local(new UserInfo(""))));
        if (response.status() != 200) {
            throw new IllegalStateException(path + " was answered with " + response.status());
        }
        try {
            return Bodies.bytes(response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
