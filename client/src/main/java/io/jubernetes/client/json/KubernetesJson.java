package io.jubernetes.client.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * The one JSON mapper of the typed objects. Fields that a class does not know are kept in its additional properties and written
 * again; nulls and empty collections are left out. It needs the classes of the model, which the CLI does without: trees are read
 * with {@link io.jubernetes.apimachinery.json.Json}.
 */
public final class KubernetesJson {

    private static final ObjectMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxStringLength(16 << 20)
                            .maxNestingDepth(200)
                            .build())
                    .build())
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(MapperFeature.AUTO_DETECT_CREATORS)
            .addModule(new ModelModule())
            .build();

    private KubernetesJson() {}

    /** The mapper; its configuration is never changed. */
    public static ObjectMapper mapper() {
        return MAPPER;
    }

    /** A deep copy by writing and reading: a base for a change, as objects of a cache are constants. */
    public static <T> T copy(T object) {
        try {
            @SuppressWarnings("unchecked") // an object's class is a class of T
            Class<T> type = (Class<T>) object.getClass();
            return MAPPER.readValue(MAPPER.writeValueAsBytes(object), type);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The tree form of a typed object. */
    public static ObjectNode toTree(Object object) {
        return MAPPER.valueToTree(object);
    }

    /** The typed form of a tree. */
    public static <T> T fromTree(JsonNode tree, Class<T> type) {
        try {
            return MAPPER.treeToValue(tree, type);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
