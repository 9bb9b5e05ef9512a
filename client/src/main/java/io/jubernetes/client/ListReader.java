package io.jubernetes.client;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import io.jubernetes.client.json.KubernetesJson;
import io.jubernetes.client.json.ObjectCodec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads a list's items as they come, without a tree of the whole. */
final class ListReader {

    private ListReader() {}

    static <T> ResourceList<T> read(byte[] body, ObjectCodec<T> codec) throws IOException {
        List<T> items = new ArrayList<>();
        String apiVersion = "";
        String kind = "";
        JsonNode metadata = KubernetesJson.mapper().createObjectNode();
        try (JsonParser parser = KubernetesJson.mapper().createParser(body)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("the answer to a list is not a JSON object");
            }
            for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
                JsonToken value = parser.nextToken();
                if (field.equals("items") && value == JsonToken.START_ARRAY) {
                    readItems(parser, codec, items);
                } else if (field.equals("metadata")) {
                    metadata = KubernetesJson.mapper().readTree(parser);
                } else if (field.equals("kind")) {
                    kind = parser.getText();
                } else if (field.equals("apiVersion")) {
                    apiVersion = parser.getText();
                } else {
                    parser.skipChildren();
                }
            }
        }
        for (T item : items) {
            codec.complete(item, apiVersion, kind);
        }
        return new ResourceList<>(
                items,
                metadata.path("resourceVersion").asText(""),
                metadata.path("continue").asText(""));
    }

    private static <T> void readItems(JsonParser parser, ObjectCodec<T> codec, List<T> items) throws IOException {
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(codec.read(parser));
        }
    }
}
