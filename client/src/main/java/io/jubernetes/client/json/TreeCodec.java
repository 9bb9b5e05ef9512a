package io.jubernetes.client.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** Objects as they came, without a class for them. */
final class TreeCodec implements ObjectCodec<ObjectNode> {

    static final TreeCodec INSTANCE = new TreeCodec();

    @Override
    public ObjectNode read(JsonParser parser) throws IOException {
        JsonNode tree = KubernetesJson.mapper().readTree(parser);
        if (tree instanceof ObjectNode object) {
            return object;
        }
        throw new IOException("not a JSON object where one was expected");
    }

    @Override
    public byte[] write(ObjectNode object) {
        try {
            return KubernetesJson.mapper().writeValueAsBytes(object);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public @Nullable String namespace(ObjectNode object) {
        String namespace = metadata(object, "namespace");
        return namespace.isEmpty() ? null : namespace;
    }

    @Override
    public String name(ObjectNode object) {
        return metadata(object, "name");
    }

    @Override
    public String resourceVersion(ObjectNode object) {
        return metadata(object, "resourceVersion");
    }

    @Override
    public void complete(ObjectNode item, String apiVersion, String kind) {
        boolean says = item.hasNonNull("kind") && item.hasNonNull("apiVersion");
        if (!says && kind.endsWith("List") && kind.length() > "List".length() && !apiVersion.isEmpty()) {
            item.put("apiVersion", apiVersion).put("kind", kind.substring(0, kind.length() - "List".length()));
        }
    }

    private static String metadata(ObjectNode object, String field) {
        return object.path("metadata").path(field).asText("");
    }
}
