package io.jubernetes.apiserver.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.json.Json;
import io.jubernetes.apiserver.storage.MetadataRange;
import io.jubernetes.apiserver.storage.StoredObject;
import java.nio.charset.StandardCharsets;

/** Objects with nothing but their metadata. */
final class PartialMetadata {

    static final String API_VERSION = "meta.k8s.io/v1";
    static final String KIND = "PartialObjectMetadata";

    private static final byte[] HEAD = ("{\"kind\":\"" + KIND + "\",\"apiVersion\":\"" + API_VERSION
                    + "\",\"metadata\":")
            .getBytes(StandardCharsets.US_ASCII);
    private static final byte[] END = {'}'};

    private PartialMetadata() {}

    static ObjectNode of(byte[] object) {
        return of(StoredObject.decode(object));
    }

    static ObjectNode of(ObjectNode object) {
        ObjectNode partial = Json.object().put("kind", KIND).put("apiVersion", API_VERSION);
        partial.set("metadata", object.path("metadata"));
        return partial;
    }

    /** The same as JSON, spliced from the object's bytes. */
    static void write(byte[] object, MetadataRange metadata, Chunks out) {
        out.put(HEAD);
        out.put(object, metadata.from(), metadata.to());
        out.put(END);
    }
}
