package io.jubernetes.client.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads and writes objects of one form, and finds in them what every object has. */
public interface ObjectCodec<T> {

    /** Reads the value that the parser stands before or on. */
    T read(JsonParser parser) throws IOException;

    byte[] write(T object);

    /** Null for an object without namespace. */
    @Nullable
    String namespace(T object);

    /** Empty when the object has no name yet. */
    String name(T object);

    /** Empty when the object never was at the server. */
    String resourceVersion(T object);

    /**
     * Says of a list's item what it is, if it does not say itself: servers leave that to the list.
     *
     * @param kind of the list, for instance {@code PodList}
     */
    default void complete(T item, String apiVersion, String kind) {
        // classes of the model know what they are
    }

    /** The codec of a class of the typed model. */
    static <T extends HasMetadata> ObjectCodec<T> typed(Class<T> type) {
        return new TypedCodec<>(type);
    }

    /** The codec of JSON trees. */
    static ObjectCodec<ObjectNode> tree() {
        return TreeCodec.INSTANCE;
    }

    /** The codec that reads nothing but metadata. */
    static ObjectCodec<ObjectMetadata> metadata() {
        return MetadataCodec.INSTANCE;
    }

    /** Reads a part of an object that was read already. */
    default T read(JsonNode tree) throws IOException {
        try (JsonParser parser = KubernetesJson.mapper().treeAsTokens(tree)) {
            return read(parser);
        }
    }
}
