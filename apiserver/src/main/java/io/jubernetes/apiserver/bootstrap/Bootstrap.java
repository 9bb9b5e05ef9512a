package io.jubernetes.apiserver.bootstrap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.api.ApiHandler;
import io.jubernetes.apimachinery.api.ApiRequest;
import io.jubernetes.apimachinery.api.ApiResponse;
import io.jubernetes.apimachinery.api.Caller;
import io.jubernetes.apimachinery.api.Headers;
import io.jubernetes.apimachinery.api.QueryParameters;
import io.jubernetes.apimachinery.api.ResponseBody;
import io.jubernetes.apimachinery.api.UserInfo;
import io.jubernetes.apimachinery.json.Json;
import io.jubernetes.apiserver.surface.ObjectReader;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;

/**
 * Creates what is missing of the objects that every cluster has. What somebody changed is left alone, except where the API
 * server itself is reached.
 */
public final class Bootstrap implements Runnable {

    private static final UserInfo SELF = new UserInfo("system:apiserver", "system:masters");

    private final ApiHandler server;
    private final ObjectReader objects;
    private final List<Wanted> wanted;

    /** @param wanted in the order in which they are created */
    public Bootstrap(ApiHandler server, ObjectReader objects, List<Wanted> wanted) {
        this.server = server;
        this.objects = objects;
        this.wanted = List.copyOf(wanted);
    }

    /**
     * An object that must be there.
     *
     * @param kept which of its fields, at the top, must stay as they are here; empty when its presence is enough
     */
    public record Wanted(String group, String resource, ObjectNode object, List<String> kept) {

        String namespace() {
            return object.path("metadata").path("namespace").asText("");
        }

        String name() {
            return object.path("metadata").path("name").asText();
        }

        private String collection() {
            String api = group.isEmpty() ? "/api/" : "/apis/";
            String in = namespace().isEmpty() ? "" : "/namespaces/" + namespace();
            return api + object.path("apiVersion").asText() + in + "/" + resource;
        }
    }

    @Override
    public void run() {
        wanted.forEach(this::ensure);
    }

    private void ensure(Wanted one) {
        ObjectNode found = objects.find(one.group(), one.resource(), one.namespace(), one.name());
        if (found == null) {
            send("POST", one.collection(), one.object());
        } else if (differs(one, found)) {
            one.kept().forEach(field -> found.set(field, one.object().path(field)));
            send("PUT", one.collection() + "/" + one.name(), found);
        }
    }

    private static boolean differs(Wanted one, ObjectNode found) {
        return one.kept().stream()
                .anyMatch(field -> !covers(found.path(field), one.object().path(field)));
    }

    /** Whether all that is wanted is there; what the server filled in beside it does not count. */
    private static boolean covers(JsonNode found, JsonNode wanted) {
        if (wanted.isObject()) {
            return wanted.properties().stream().allMatch(e -> covers(found.path(e.getKey()), e.getValue()));
        }
        if (wanted.isArray()) {
            Iterator<JsonNode> other = found.elements();
            return found.size() == wanted.size() && wanted.valueStream().allMatch(e -> covers(other.next(), e));
        }
        return found.equals(wanted);
    }

    private void send(String method, String path, ObjectNode object) {
        ApiRequest request = new ApiRequest(
                method,
                path,
                QueryParameters.EMPTY,
                Headers.of("content-type", "application/json", "user-agent", "kube-apiserver"),
                Json.encode(object),
                new Caller.Local(SELF));
        ApiResponse response = server.handle(request);
        // 409: another server of the same cluster was faster
        if (response.status() >= 300 && response.status() != 409) {
            throw new IllegalStateException("bootstrap failed: " + method + " " + path + ": " + text(response));
        }
    }

    private static String text(ApiResponse response) {
        return response.body() instanceof ResponseBody.Bytes bytes
                ? new String(bytes.join(), StandardCharsets.UTF_8)
                : "";
    }

    /** The rules of one of the cluster roles that every cluster has. */
    public static List<JsonNode> rulesOf(String clusterRole) {
        return DefaultRoles.read().stream()
                .map(Wanted::object)
                .filter(role -> role.path("kind").asText().equals("ClusterRole")
                        && role.path("metadata").path("name").asText().equals(clusterRole))
                .flatMap(role -> role.path("rules").valueStream())
                .toList();
    }
}
