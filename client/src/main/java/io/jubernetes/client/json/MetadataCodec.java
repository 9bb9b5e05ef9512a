package io.jubernetes.client.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.fabric8.kubernetes.api.model.OwnerReference;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads only a part of the metadata of objects; the rest is skipped without being built. Objects of this form are never written. */
final class MetadataCodec implements ObjectCodec<ObjectMetadata> {

    static final MetadataCodec INSTANCE = new MetadataCodec();

    @Override
    public ObjectMetadata read(JsonParser parser) throws IOException {
        JsonToken token = parser.hasCurrentToken() ? parser.currentToken() : parser.nextToken();
        if (token != JsonToken.START_OBJECT) {
            throw new IOException("not a JSON object where one was expected");
        }
        Fields fields = new Fields();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            boolean metadata = parser.currentName().equals("metadata");
            if (parser.nextToken() == JsonToken.START_OBJECT && metadata) {
                readMetadata(parser, fields);
            } else {
                parser.skipChildren();
            }
        }
        return fields.build();
    }

    private static void readMetadata(JsonParser parser, Fields fields) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            switch (name) {
                case "namespace" -> fields.namespace = parser.getValueAsString("");
                case "name" -> fields.name = parser.getValueAsString("");
                case "uid" -> fields.uid = parser.getValueAsString("");
                case "resourceVersion" -> fields.resourceVersion = parser.getValueAsString("");
                case "deletionTimestamp" -> fields.deletionTimestamp = parser.getValueAsString();
                case "finalizers" -> readAll(parser, String.class, fields.finalizers);
                case "ownerReferences" -> readAll(parser, OwnerReference.class, fields.owners);
                default -> parser.skipChildren();
            }
        }
    }

    private static <T> void readAll(JsonParser parser, Class<T> type, List<T> into) throws IOException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            parser.skipChildren();
            return;
        }
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            into.add(KubernetesJson.mapper().readValue(parser, type));
        }
    }

    @Override
    public byte[] write(ObjectMetadata object) {
        throw new IllegalStateException("objects are not written in the form of their metadata");
    }

    @Override
    public @Nullable String namespace(ObjectMetadata object) {
        return object.namespace().isEmpty() ? null : object.namespace();
    }

    @Override
    public String name(ObjectMetadata object) {
        return object.name();
    }

    @Override
    public String resourceVersion(ObjectMetadata object) {
        return object.resourceVersion();
    }

    private static final class Fields {
        private String namespace = "";
        private String name = "";
        private String uid = "";
        private String resourceVersion = "";
        private @Nullable String deletionTimestamp;
        private final List<String> finalizers = new ArrayList<>();
        private final List<OwnerReference> owners = new ArrayList<>();

        ObjectMetadata build() {
            return new ObjectMetadata(namespace, name, uid, resourceVersion, deletionTimestamp, finalizers, owners);
        }
    }
}
