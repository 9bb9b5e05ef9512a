package io.jubernetes.client;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import io.jubernetes.apimachinery.api.ApiRequest;
import io.jubernetes.apimachinery.api.ApiResponse;
import io.jubernetes.apimachinery.api.Caller;
import io.jubernetes.apimachinery.api.Headers;
import io.jubernetes.apimachinery.api.QueryParameters;
import io.jubernetes.apimachinery.api.UserInfo;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.apimachinery.error.StatusReason;
import io.jubernetes.apimachinery.patch.PatchType;
import io.jubernetes.client.json.KubernetesJson;
import io.jubernetes.client.json.ObjectCodec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The calls on one resource, as requests. */
final class RemoteResources<T> implements ResourceClient<T> {

    private static final String JSON = "application/json";
    private static final byte[] NO_BODY = {};
    private static final Caller UNNAMED = new Caller.Local(new UserInfo(""));

    private final ApiClient client;
    private final ResourcePath path;
    private final ObjectCodec<T> codec;
    private final WriteOptions writing;

    RemoteResources(ApiClient client, ResourcePath path, ObjectCodec<T> codec, WriteOptions writing) {
        this.client = client;
        this.path = path;
        this.codec = codec;
        this.writing = writing;
    }

    @Override
    public T get(@Nullable String namespace, String name) {
        return object(client.send(reading(path.object(namespace, name), QueryParameters.EMPTY)));
    }

    @Override
    public Optional<T> find(@Nullable String namespace, String name) {
        try {
            return Optional.of(get(namespace, name));
        } catch (ApiException e) {
            if (e.is(StatusReason.NotFound)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    @Override
    public T create(T object) {
        return write("POST", path.collection(codec.namespace(object)), JSON, codec.write(object));
    }

    @Override
    public T update(T object) {
        return write("PUT", pathOf(object), JSON, codec.write(object));
    }

    @Override
    public T updateStatus(T object) {
        return write("PUT", pathOf(object) + "/status", JSON, codec.write(object));
    }

    @Override
    public T patch(@Nullable String namespace, String name, PatchType type, JsonNode patch) {
        return write("PATCH", path.object(namespace, name), type.contentType(), bytes(patch));
    }

    @Override
    public T patchStatus(@Nullable String namespace, String name, PatchType type, JsonNode patch) {
        return write("PATCH", path.object(namespace, name) + "/status", type.contentType(), bytes(patch));
    }

    @Override
    public void delete(@Nullable String namespace, String name, DeleteOptions options) {
        delete(path.object(namespace, name), QueryParameters.EMPTY, options);
    }

    @Override
    public void deleteCollection(ListOptions which, DeleteOptions options) {
        delete(path.collection(which.namespace()), which.query(), options);
    }

    @Override
    public ResourceList<T> list(ListOptions options) {
        ApiResponse response = client.send(reading(path.collection(options.namespace()), options.query()));
        try {
            return ListReader.read(Bodies.bytes(response), codec);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void watch(ListOptions options, WatchHandler<T> handler) throws InterruptedException {
        ListOptions watching = options.with("watch", "true");
        ApiResponse response = client.send(reading(path.collection(options.namespace()), watching.query()));
        try {
            new WatchReader<>(codec, handler).read(response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String resource() {
        return path.qualified();
    }

    @Override
    public ObjectCodec<T> codec() {
        return codec;
    }

    private String pathOf(T object) {
        return path.object(codec.namespace(object), codec.name(object));
    }

    private T write(String method, String target, String contentType, byte[] body) {
        Headers headers = Headers.of("accept", JSON, "content-type", contentType);
        return object(client.send(new ApiRequest(method, target, writing.query(), headers, body, UNNAMED)));
    }

    private void delete(String target, QueryParameters query, DeleteOptions options) {
        Headers headers = Headers.of("accept", JSON, "content-type", JSON);
        client.sendAndForget(new ApiRequest("DELETE", target, query, headers, bytes(options.toJson()), UNNAMED));
    }

    private static ApiRequest reading(String target, QueryParameters query) {
        return new ApiRequest("GET", target, query, Headers.of("accept", JSON), NO_BODY, UNNAMED);
    }

    private T object(ApiResponse response) {
        try (JsonParser parser = KubernetesJson.mapper().createParser(Bodies.bytes(response))) {
            return codec.read(parser);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] bytes(JsonNode tree) {
        return tree.toString().getBytes(StandardCharsets.UTF_8);
    }
}
