package io.jubernetes.scheduler.extender;

import com.fasterxml.jackson.databind.JsonNode;
import io.jubernetes.apimachinery.api.ApiHandler;
import io.jubernetes.apimachinery.api.ApiRequest;
import io.jubernetes.apimachinery.api.ApiResponse;
import io.jubernetes.apimachinery.api.Caller;
import io.jubernetes.apimachinery.api.Headers;
import io.jubernetes.apimachinery.api.QueryParameters;
import io.jubernetes.apimachinery.api.UserInfo;
import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.apimachinery.json.Json;
import io.jubernetes.client.Bodies;
import io.jubernetes.client.config.ClientConfig;
import io.jubernetes.client.config.Credentials;
import io.jubernetes.client.http.HttpTransport;
import io.jubernetes.scheduler.framework.ExtenderException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Calls to one extender, each with a limit of time. */
public final class ExtenderCalls {

    private static final int OK = 200;

    private final Environment environment;
    private final ApiHandler server;
    private final Duration timeout;
    private final String path;

    ExtenderCalls(Environment environment, ApiHandler server, Duration timeout, String path) {
        this.environment = environment;
        this.server = server;
        this.timeout = timeout;
        this.path = path.endsWith("/") ? path : path + "/";
    }

    /** Over HTTP. */
    public static ExtenderCalls to(ExtenderSpec spec, Environment environment) {
        String base = spec.url().getScheme() + "://" + spec.url().getRawAuthority();
        ClientConfig config = new ClientConfig(
                java.net.URI.create(base), spec.tls(), new Credentials.None(), "default", Headers.EMPTY);
        return new ExtenderCalls(
                environment,
                new HttpTransport(config, environment),
                spec.timeout(),
                String.valueOf(spec.url().getRawPath()));
    }

    /** @throws ExtenderException when there is no answer in time, or none that says anything */
    JsonNode post(String verb, JsonNode arguments) {
        LateAnswer answer = new LateAnswer();
        Environment.Task task = environment.start("extender", () -> answer.set(tried(verb, arguments)));
        try {
            return answer.await(environment, timeout);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ExtenderException("interrupted while waiting for an extender");
        } finally {
            task.interrupt();
        }
    }

    private LateAnswer.Outcome tried(String verb, JsonNode arguments) {
        try {
            return new LateAnswer.Outcome(send(verb, arguments), null);
        } catch (ExtenderException e) {
            return new LateAnswer.Outcome(null, e);
        } catch (UncheckedIOException | IOException e) {
            return new LateAnswer.Outcome(
                    null, new ExtenderException("Post \"" + path + verb + "\": " + e.getMessage()));
        }
    }

    private JsonNode send(String verb, JsonNode arguments) throws IOException {
        ApiResponse response = server.handle(new ApiRequest(
                "POST",
                path + verb,
                QueryParameters.EMPTY,
                Headers.of("content-type", "application/json", "accept", "application/json"),
                arguments.toString().getBytes(StandardCharsets.UTF_8),
                new Caller.Local(new UserInfo(""))));
        byte[] body = Bodies.bytes(response);
        if (response.status() != OK) {
            throw new ExtenderException(
                    "failed " + verb + " with extender at URL " + path + ", code " + response.status());
        }
        return Json.mapper().readTree(body);
    }
}
