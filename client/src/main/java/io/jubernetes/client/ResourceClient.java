package io.jubernetes.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.jubernetes.apimachinery.patch.PatchType;
import io.jubernetes.client.json.ObjectCodec;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The calls on one resource. Each waits for the server's answer on the caller's thread.
 *
 * <p>A refusal is an {@link io.jubernetes.apimachinery.error.ApiException}; no answer is a {@link java.io.UncheckedIOException}.
 * A namespace is null for resources without one. Objects passed in are not changed.
 */
public interface ResourceClient<T> {

    T get(@Nullable String namespace, String name);

    /** Like {@link #get}, without an exception when there is no such object. */
    Optional<T> find(@Nullable String namespace, String name);

    /** Creates the object in the namespace that its metadata names. Returns it as stored. */
    T create(T object);

    /** Replaces the object; refused as Conflict when its resourceVersion is set and not the current one. */
    T update(T object);

    /** Replaces the status only. */
    T updateStatus(T object);

    T patch(@Nullable String namespace, String name, PatchType type, JsonNode patch);

    T patchStatus(@Nullable String namespace, String name, PatchType type, JsonNode patch);

    void delete(@Nullable String namespace, String name, DeleteOptions options);

    /** Deletes all objects that the options select. */
    void deleteCollection(ListOptions which, DeleteOptions options);

    ResourceList<T> list(ListOptions options);

    /** Watches until the server ends it, the handler says so, or the thread is interrupted. An ERROR event is thrown. */
    void watch(ListOptions options, WatchHandler<T> handler) throws InterruptedException;

    /** What the resource is called in logs, for instance {@code deployments.apps}. */
    default String resource() {
        return "objects";
    }

    /** How objects of this resource are read and written. */
    ObjectCodec<T> codec();
}
