package io.jubernetes.client;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import io.jubernetes.client.json.KubernetesJson;
import io.jubernetes.client.json.ObjectCodec;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Decodes one frame of a watch. The type comes first from every known server, so that objects need no tree; it need not. */
final class FrameDecoder<T> {

    private final ObjectCodec<T> codec;

    FrameDecoder(ObjectCodec<T> codec) {
        this.codec = codec;
    }

    /**
     * The event of a frame.
     *
     * @throws io.jubernetes.apimachinery.error.ApiException when it is an error
     */
    WatchEvent<T> decode(byte[] frame, int length) throws IOException {
        try (JsonParser parser = KubernetesJson.mapper().createParser(frame, 0, length)) {
            return decode(parser);
        } catch (JsonProcessingException e) {
            throw new MalformedFrameException("a watch frame is not the JSON of an event", e);
        }
    }

    private WatchEvent<T> decode(JsonParser parser) throws IOException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw new MalformedFrameException("a watch frame is not a JSON object");
        }
        String type = null;
        JsonNode tree = null;
        for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
            parser.nextToken();
            if (field.equals("type")) {
                type = parser.getText();
            } else if (field.equals("object") && type != null && isChange(type)) {
                return change(type, codec.read(parser));
            } else if (field.equals("object")) {
                tree = KubernetesJson.mapper().readTree(parser);
            } else {
                parser.skipChildren();
            }
        }
        return fromTree(type, tree);
    }

    private WatchEvent<T> fromTree(@Nullable String type, @Nullable JsonNode object) throws IOException {
        if (type == null || object == null || !object.isObject()) {
            throw new MalformedFrameException("a watch frame has no type or no object");
        }
        if (isChange(type)) {
            return change(type, codec.read(object));
        }
        return switch (type) {
            case "BOOKMARK" -> bookmark(object.path("metadata"));
            case "ERROR" -> throw Refusals.of(object);
            default -> throw new MalformedFrameException("a watch frame has an unknown type");
        };
    }

    private static boolean isChange(String type) {
        return type.equals("ADDED") || type.equals("MODIFIED") || type.equals("DELETED");
    }

    private WatchEvent<T> change(String type, T object) {
        return switch (type) {
            case "ADDED" -> new WatchEvent.Added<>(object);
            case "MODIFIED" -> new WatchEvent.Modified<>(object);
            default -> new WatchEvent.Deleted<>(object);
        };
    }

    private WatchEvent<T> bookmark(JsonNode metadata) {
        boolean initialEventsEnd = metadata.path("annotations")
                .path("k8s.io/initial-events-end")
                .asText("")
                .equals("true");
        return new WatchEvent.Bookmark<>(metadata.path("resourceVersion").asText(""), initialEventsEnd);
    }
}
