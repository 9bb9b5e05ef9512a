package io.jubernetes.apiserver.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.fieldmanagement.Editions;
import io.jubernetes.apimachinery.fieldmanagement.Shape;
import io.jubernetes.apiserver.storage.StoredObject;
import io.jubernetes.apiserver.validation.Trees;
import io.jubernetes.apiserver.watchcache.CachedObject;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A resource and the other versions of it: all that are served of the same objects. */
record Peers(Serving serving, Resource resource) implements Editions {

    @Override
    public @Nullable Shape shape(String apiVersion) {
        Resource peer = find(apiVersion);
        return peer == null ? null : peer.shape();
    }

    @Override
    public ObjectNode convert(ObjectNode object, String apiVersion) {
        byte[] stored = require(Trees.text(object, "apiVersion"))
                .versions()
                .encode(object.deepCopy())
                .stored();
        // newer than all that could have been written by an older schema
        CachedObject lying = new CachedObject(
                "", StoredObject.withRevision(stored, Long.MAX_VALUE), Long.MAX_VALUE, Map.of(), List.of());
        ObjectNode converted =
                StoredObject.decode(require(apiVersion).versions().served(lying).bytes());
        JsonNode revision = Trees.metadata(object).get("resourceVersion");
        if (revision == null) {
            Trees.metadata(converted).remove("resourceVersion");
        } else {
            Trees.metadata(converted).set("resourceVersion", revision);
        }
        return converted;
    }

    private Resource require(String apiVersion) {
        Resource peer = find(apiVersion);
        if (peer == null) {
            throw new IllegalArgumentException("not served: " + apiVersion);
        }
        return peer;
    }

    private @Nullable Resource find(String apiVersion) {
        if (resource.type().apiVersion().equals(apiVersion)) {
            return resource;
        }
        for (Resource other : serving.resources()) {
            if (other.cache() == resource.cache() && other.type().apiVersion().equals(apiVersion)) {
                return other;
            }
        }
        return null;
    }
}
