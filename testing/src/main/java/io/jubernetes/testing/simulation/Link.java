package io.jubernetes.testing.simulation;

import io.jubernetes.apimachinery.api.ApiHandler;
import io.jubernetes.apimachinery.api.ApiRequest;
import io.jubernetes.apimachinery.api.ApiResponse;
import io.jubernetes.apimachinery.api.ResponseBody;
import io.jubernetes.testing.simulation.Weather.Fault;
import io.jubernetes.testing.simulation.history.ClusterView;
import io.jubernetes.testing.simulation.watch.WatchTap;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** The way from a process to the API server: things go wrong here, and watches are recorded. */
final class Link implements ApiHandler {

    private final SimulatedProcess process;
    private final ApiHandler server;
    private final Weather weather;
    private final Observers observers;

    /** Who hears of what goes over the link. */
    record Observers(WatchTap watches, ClusterView view) {}

    Link(SimulatedProcess process, ApiHandler server, Weather weather, Observers observers) {
        this.process = process;
        this.server = server;
        this.weather = weather;
        this.observers = observers;
    }

    @Override
    public ApiResponse handle(ApiRequest request) {
        pause(weather.delay());
        requireAlive();
        Fault fault = weather.fault();
        return switch (fault) {
            case NONE -> arrived(request);
            case REFUSED -> throw broken("connection refused");
            case LOST -> lost(request);
            case INTERNAL_ERROR -> refusal(500, "InternalError", "an injected fault");
            case TOO_MANY_REQUESTS -> refusal(429, "TooManyRequests", "an injected wave of requests");
        };
    }

    private ApiResponse arrived(ApiRequest request) {
        ApiResponse response = server.handle(request);
        requireAlive();
        boolean watch = "true".equals(request.query().first("watch"));
        if (watch && response.status() == 200 && response.body() instanceof ResponseBody.Stream stream) {
            ResponseBody watched = new WatchedStream(
                    stream, process, weather.cut(), observers.watches().begin(request));
            return new ApiResponse(response.status(), response.headers(), watched);
        }
        return response;
    }

    private ApiResponse lost(ApiRequest request) {
        ApiResponse response = server.handle(request);
        if (request.method().equals("POST") && response.status() < 300) {
            observers.view().creationWasLost();
        }
        throw broken("connection reset");
    }

    private void requireAlive() {
        if (process.isDead()) {
            throw broken("the process is dead");
        }
    }

    private void pause(Duration delay) {
        if (!delay.isPositive()) {
            return;
        }
        try {
            process.sleep(delay);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new InterruptedIOException("interrupted"));
        }
    }

    private static UncheckedIOException broken(String why) {
        return new UncheckedIOException(new IOException(why));
    }

    private static ApiResponse refusal(int code, String reason, String message) {
        String status =
                "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"metadata\":{},\"status\":\"Failure\",\"message\":\""
                        + message + "\",\"reason\":\"" + reason + "\",\"code\":" + code + "}";
        return ApiResponse.of(code, "application/json", status.getBytes(StandardCharsets.UTF_8));
    }
}
