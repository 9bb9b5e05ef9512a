package io.jubernetes.client.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectReader;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** Objects of a class of the typed model. */
final class TypedCodec<T extends HasMetadata> implements ObjectCodec<T> {

    private final Class<T> type;
    private final ObjectReader reader;

    TypedCodec(Class<T> type) {
        this.type = type;
        this.reader = KubernetesJson.mapper().readerFor(type);
    }

    @Override
    public T read(JsonParser parser) throws IOException {
        T object = reader.readValue(parser);
        if (object == null) {
            throw new IOException("null where an object of " + type.getSimpleName() + " was expected");
        }
        return object;
    }

    @Override
    public byte[] write(T object) {
        try {
            return KubernetesJson.mapper().writeValueAsBytes(object);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public @Nullable String namespace(T object) {
        ObjectMeta metadata = object.getMetadata();
        return metadata == null ? null : metadata.getNamespace();
    }

    @Override
    public String name(T object) {
        ObjectMeta metadata = object.getMetadata();
        return metadata == null || metadata.getName() == null ? "" : metadata.getName();
    }

    @Override
    public String resourceVersion(T object) {
        ObjectMeta metadata = object.getMetadata();
        return metadata == null || metadata.getResourceVersion() == null ? "" : metadata.getResourceVersion();
    }
}
