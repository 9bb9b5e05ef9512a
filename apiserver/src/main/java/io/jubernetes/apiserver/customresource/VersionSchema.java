package io.jubernetes.apiserver.customresource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.structural.StructuralTypes;
import io.jubernetes.apiserver.storage.StoredObject;
import io.jubernetes.apiserver.validation.Trees;
import io.jubernetes.apiserver.watchcache.CachedObject;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The schema of a version of a custom resource. Definitions are many and large, and most of their text explains: so a schema is
 * read off the stored bytes when it is first needed, and kept without its explanations.
 */
final class VersionSchema implements Supplier<JsonNode> {

    private final CachedObject definition;
    private final String version;
    private volatile @Nullable JsonNode kept;

    VersionSchema(CachedObject definition, String version) {
        this.definition = definition;
        this.version = version;
    }

    /** With all that it says, for whoever tells clients; the caller's own. */
    JsonNode complete() {
        ObjectNode tree = StoredObject.decode(definition.bytes());
        for (JsonNode candidate : tree.path("spec").path("versions")) {
            JsonNode schema = candidate.path("schema").path("openAPIV3Schema");
            if (Trees.text(candidate, "name").equals(version) && schema.isObject()) {
                return schema;
            }
        }
        return StructuralTypes.anything();
    }

    @Override
    public JsonNode get() {
        JsonNode known = kept;
        if (known == null) {
            known = complete();
            withoutDescriptions(known);
            kept = known;
        }
        return known;
    }

    private static void withoutDescriptions(JsonNode schema) {
        if (schema instanceof ObjectNode object && object.path("description").isTextual()) {
            object.remove("description");
        }
        schema.path("properties").forEach(VersionSchema::withoutDescriptions);
        for (String part : new String[] {"items", "additionalProperties"}) {
            if (schema.path(part).isObject()) {
                withoutDescriptions(schema.get(part));
            }
        }
    }
}
