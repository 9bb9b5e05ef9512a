package io.jubernetes.client.fake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.api.ApiHandler;
import io.jubernetes.apimachinery.api.ApiRequest;
import io.jubernetes.apimachinery.api.ApiResponse;
import io.jubernetes.apimachinery.api.Headers;
import io.jubernetes.apimachinery.error.ApiException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A small API server in memory: any resource, list in pieces, watch, Status bodies; and the ways in which real ones go wrong. */
public final class FakeApiServer implements ApiHandler {

    static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern PATH =
            Pattern.compile("/(?:api/v1|apis/[^/]+/[^/]+)(?:/namespaces/([^/]+))?/([^/]+)(?:/([^/]+))?(?:/([^/]+))?");

    private final FakeState state = new FakeState();
    private final Faults faults;
    private final List<String> requests = new ArrayList<>();

    public FakeApiServer(Faults faults) {
        this.faults = faults;
    }

    public FakeApiServer() {
        this(Faults.NONE);
    }

    /** What was asked: method, path and query. */
    public List<String> requests() {
        return requests;
    }

    public void compact() {
        state.compact();
    }

    public void cutWatches() {
        state.cutWatches();
    }

    /** All objects of a resource as they are now, by {@code namespace/name}. */
    public List<ObjectNode> objects(String plural) {
        return matching(state.snapshot(), plural, null).stream()
                .map(Map.Entry::getValue)
                .toList();
    }

    @Override
    public ApiResponse handle(ApiRequest request) {
        requests.add(request.method() + " " + request.path() + " " + request.query());
        if (faults.refuseConnection()) {
            throw new UncheckedIOException(new java.net.ConnectException("Connection refused"));
        }
        try {
            return answer(request);
        } catch (ApiException e) {
            return json(e.code(), status(e));
        } catch (IOException e) {
            return json(400, status(ApiException.badRequest(String.valueOf(e.getMessage()))));
        }
    }

    /** The body of a refusal. */
    public static String statusOf(ApiException e) {
        return status(e).toString();
    }

    static ObjectNode status(ApiException e) {
        ObjectNode status = JSON.createObjectNode()
                .put("kind", "Status")
                .put("apiVersion", "v1")
                .put("status", "Failure")
                .put("message", e.getMessage())
                .put("reason", e.reason().name())
                .put("code", e.code());
        ObjectNode details = status.putObject("details");
        details.put("group", e.details().group())
                .put("kind", e.details().kind())
                .put("name", e.details().name());
        ArrayNode causes = details.putArray("causes");
        e.details()
                .causes()
                .forEach(c -> causes.addObject()
                        .put("reason", c.reason())
                        .put("message", c.message())
                        .put("field", c.field()));
        return status;
    }

    private ApiResponse answer(ApiRequest request) throws IOException {
        Matcher path = PATH.matcher(request.path());
        if (!path.matches()) {
            return ApiResponse.of(404, "text/plain", "404 page not found".getBytes(StandardCharsets.UTF_8));
        }
        String namespace = path.group(1);
        String plural = path.group(2);
        String name = path.group(3);
        JsonNode body = request.body().length == 0 ? JSON.createObjectNode() : JSON.readTree(request.body());
        return switch (request.method()) {
            case "GET" ->
                name != null
                        ? json(200, get(key(plural, namespace, name), plural, name))
                        : Objects.equals(request.query().first("watch"), "true")
                                ? watch(request, plural, namespace)
                                : json(200, list(request, plural, namespace));
            case "POST" -> json(201, create(plural, namespace, (ObjectNode) body));
            case "PUT" -> json(200, update(key(plural, namespace, name), plural, name, (ObjectNode) body));
            case "PATCH" -> json(200, patch(key(plural, namespace, name), plural, name, body));
            case "DELETE" -> json(200, delete(key(plural, namespace, name), plural, name));
            default -> throw ApiException.methodNotAllowed("no");
        };
    }

    private ObjectNode get(String key, String plural, String name) {
        ObjectNode object = state.snapshot().objects().get(key);
        if (object == null) {
            throw ApiException.notFound("", plural, name);
        }
        return object;
    }

    private ObjectNode list(ApiRequest request, String plural, @Nullable String namespace) {
        FakeState.Snapshot snapshot = state.snapshot();
        String after = request.query().first("continue");
        int limit = request.query().first("limit") == null
                ? Integer.MAX_VALUE
                : Integer.parseInt(Objects.requireNonNull(request.query().first("limit")));
        ObjectNode list = JSON.createObjectNode().put("kind", "List").put("apiVersion", "v1");
        ObjectNode metadata = list.putObject("metadata").put("resourceVersion", Long.toString(snapshot.revision()));
        if (after != null) {
            String[] token = after.split("@", 2);
            state.checkKept(Long.parseLong(token[0]));
            // the pieces of a list are of one state; the fake keeps no old ones and says so when there is a newer one
            if (Long.parseLong(token[0]) != snapshot.revision()) {
                throw ApiException.expired("The provided continue parameter is too old");
            }
        }
        ArrayNode items = list.putArray("items");
        for (Map.Entry<String, ObjectNode> entry : matching(snapshot, plural, namespace)) {
            if (after != null && entry.getKey().compareTo(after.split("@", 2)[1]) <= 0) {
                continue;
            }
            if (items.size() == limit) {
                break;
            }
            items.add(entry.getValue());
            metadata.put("continue", snapshot.revision() + "@" + entry.getKey());
        }
        if (items.size() < limit) {
            metadata.remove("continue");
        }
        return list;
    }

    private ApiResponse watch(ApiRequest request, String plural, @Nullable String namespace) {
        long from = Long.parseLong(Objects.requireNonNullElse(request.query().first("resourceVersion"), "0"));
        String prefix = plural + "|" + (namespace == null ? "" : namespace + "/");
        state.checkKept(from);
        FakeWatch stream = new FakeWatch(state, faults, prefix, from);
        return new ApiResponse(200, Headers.of("content-type", "application/json"), stream);
    }

    private ObjectNode create(String plural, @Nullable String namespace, ObjectNode object) {
        String name = object.path("metadata").path("name").asText();
        return state.change(key(plural, namespace, name), current -> {
            if (current != null) {
                throw ApiException.alreadyExists("", plural, name);
            }
            return object;
        });
    }

    private ObjectNode update(String key, String plural, String name, ObjectNode object) {
        String version = object.path("metadata").path("resourceVersion").asText("");
        return state.change(key, current -> {
            checkPresent(current, plural, name);
            String actual = current.path("metadata").path("resourceVersion").asText();
            if (!version.isEmpty() && !version.equals(actual)) {
                throw ApiException.conflict("", plural, name, ApiException.MODIFIED);
            }
            return object;
        });
    }

    private ObjectNode patch(String key, String plural, String name, JsonNode patch) {
        return state.change(key, current -> {
            checkPresent(current, plural, name);
            try {
                return JSON.readerForUpdating(current.deepCopy()).readValue(patch);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private ObjectNode delete(String key, String plural, String name) {
        return state.change(key, current -> {
            checkPresent(current, plural, name);
            return null;
        });
    }

    private static void checkPresent(@Nullable ObjectNode current, String plural, String name) {
        if (current == null) {
            throw ApiException.notFound("", plural, name);
        }
    }

    private static List<Map.Entry<String, ObjectNode>> matching(
            FakeState.Snapshot snapshot, String plural, @Nullable String namespace) {
        String prefix = plural + "|" + (namespace == null ? "" : namespace + "/");
        return snapshot.objects().entrySet().stream()
                .filter(e -> e.getKey().startsWith(prefix))
                .toList();
    }

    private static String key(String plural, @Nullable String namespace, @Nullable String name) {
        return plural + "|" + (namespace == null ? "" : namespace + "/") + name;
    }

    private static ApiResponse json(int code, JsonNode body) {
        return ApiResponse.of(code, "application/json", body.toString().getBytes(StandardCharsets.UTF_8));
    }
}
