package io.jubernetes.kubelet.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.ServiceAccountTokenProjection;
import io.jubernetes.apimachinery.api.ApiRequest;
import io.jubernetes.apimachinery.api.ApiResponse;
import io.jubernetes.apimachinery.api.Caller;
import io.jubernetes.apimachinery.api.Headers;
import io.jubernetes.apimachinery.api.QueryParameters;
import io.jubernetes.apimachinery.api.ResponseBody;
import io.jubernetes.apimachinery.api.UserInfo;
import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.apimachinery.error.StatusReason;
import io.jubernetes.client.ApiClient;
import io.jubernetes.client.json.KubernetesJson;
import io.jubernetes.kubelet.volume.TokenSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/** Asks the API server for tokens bound to pods, and for new ones when four fifths of their time, or a day, are over. */
public final class ServiceAccountTokens implements TokenSource {

    private static final Duration OLDEST = Duration.ofHours(24);
    private static final long DEFAULT_SECONDS = 3600;

    private record Token(String text, Instant renewAt, Instant expiresAt) {}

    private final Environment environment;
    private final ApiClient client;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Token> tokens = new LinkedHashMap<>();

    public ServiceAccountTokens(Environment environment, ApiClient client) {
        this.environment = environment;
        this.client = client;
    }

    @Override
    public String token(Pod pod, ServiceAccountTokenProjection wanted) {
        String key = pod.getMetadata().getUid() + " " + wanted.getAudience() + " " + wanted.getExpirationSeconds();
        lock.lock();
        try {
            Token known = tokens.get(key);
            if (known != null && environment.now().isBefore(known.renewAt())) {
                return known.text();
            }
        } finally {
            lock.unlock();
        }
        Token fresh = request(pod, wanted);
        lock.lock();
        try {
            tokens.values().removeIf(t -> t.expiresAt().isBefore(environment.now()));
            tokens.put(key, fresh);
        } finally {
            lock.unlock();
        }
        return fresh.text();
    }

    private Token request(Pod pod, ServiceAccountTokenProjection wanted) {
        String account = pod.getSpec().getServiceAccountName();
        String path = "/api/v1/namespaces/" + pod.getMetadata().getNamespace() + "/serviceaccounts/"
                + (account == null || account.isEmpty() ? "default" : account) + "/token";
        ApiResponse response = client.raw(new ApiRequest(
                "POST",
                path,
                QueryParameters.EMPTY,
                Headers.of("accept", "application/json", "content-type", "application/json"),
                body(pod, wanted).toString().getBytes(StandardCharsets.UTF_8),
                new Caller.Local(new UserInfo(""))));
        JsonNode answer = read(response);
        if (response.status() >= 300) {
            throw new ApiException(
                    StatusReason.InternalError,
                    "failed to fetch token: " + answer.path("message").asText());
        }
        Instant now = environment.now();
        Instant expires =
                Instant.parse(answer.path("status").path("expirationTimestamp").asText());
        Duration life = Duration.between(now, expires);
        Duration age = life.multipliedBy(4).dividedBy(5);
        Instant renew = now.plus(age.compareTo(OLDEST) < 0 ? age : OLDEST);
        return new Token(answer.path("status").path("token").asText(), renew, expires);
    }

    private static ObjectNode body(Pod pod, ServiceAccountTokenProjection wanted) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("apiVersion", "authentication.k8s.io/v1").put("kind", "TokenRequest");
        ObjectNode spec = body.putObject("spec");
        var audiences = spec.putArray("audiences");
        if (wanted.getAudience() != null && !wanted.getAudience().isEmpty()) {
            audiences.add(wanted.getAudience());
        }
        Long seconds = wanted.getExpirationSeconds();
        spec.put("expirationSeconds", seconds == null ? DEFAULT_SECONDS : seconds);
        spec.putObject("boundObjectRef")
                .put("apiVersion", "v1")
                .put("kind", "Pod")
                .put("name", pod.getMetadata().getName())
                .put("uid", pod.getMetadata().getUid());
        return body;
    }

    private static JsonNode read(ApiResponse response) {
        try {
            return response.body() instanceof ResponseBody.Bytes bytes
                    ? KubernetesJson.mapper().readTree(bytes.join())
                    : JsonNodeFactory.instance.objectNode();
        } catch (IOException e) {
            return JsonNodeFactory.instance.objectNode();
        }
    }
}
