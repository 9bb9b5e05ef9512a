package io.jubernetes.apiserver.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.json.Json;
import io.jubernetes.apiserver.storage.StoredObject;

/** Objects with nothing but their metadata. */
final class PartialMetadata {

    static final String API_VERSION = "meta.k8s.io/v1";
    static final String KIND = "PartialObjectMetadata";

    private PartialMetadata() {}

    static ObjectNode of(byte[] object) {
        return of(StoredObject.decode(object));
    }

    static ObjectNode of(ObjectNode object) {
        ObjectNode partial = Json.object().put("kind", KIND).put("apiVersion", API_VERSION);
        partial.set("metadata", object.path("metadata"));
        return partial;
    }
}
