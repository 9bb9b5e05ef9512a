package io.jubernetes.apiserver.customresource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apiserver.definition.Conditions;
import io.jubernetes.apiserver.definition.Finalizer;
import io.jubernetes.apiserver.storage.StoredObject;
import io.jubernetes.apiserver.validation.Trees;
import io.jubernetes.apiserver.watchcache.CachedObject;
import java.util.ArrayList;
import java.util.List;

/**
 * A CustomResourceDefinition as it is stored, without its schemas: those are large, and read off the stored bytes when they are
 * needed.
 *
 * @param source where it was read from
 * @param tree all but the schemas; not to be changed
 */
record Definition(CachedObject source, ObjectNode tree) {

    static final String GROUP = "apiextensions.k8s.io";
    static final String PLURAL = "customresourcedefinitions";

    static Definition read(CachedObject source) {
        ObjectNode tree = StoredObject.decode(source.bytes());
        tree.path("spec").path("versions").forEach(version -> ((ObjectNode) version).remove("schema"));
        Trees.metadata(tree).remove("managedFields");
        return new Definition(source, tree);
    }

    String name() {
        return source.name();
    }

    JsonNode spec() {
        return tree.path("spec");
    }

    String group() {
        return Trees.text(spec(), "group");
    }

    String plural() {
        return Trees.text(spec(), "names.plural");
    }

    /** The names that nobody else has. */
    JsonNode acceptedNames() {
        return tree.path("status").path("acceptedNames");
    }

    boolean namespaced() {
        return Trees.text(spec(), "scope").equals("Namespaced");
    }

    boolean is(String condition) {
        return Conditions.isTrue(tree, condition);
    }

    boolean isTerminating() {
        return !Trees.isAbsent(Trees.at(tree, "metadata.deletionTimestamp"));
    }

    boolean hasFinalizer() {
        return Finalizer.isIn(tree);
    }

    long generation() {
        return Trees.at(tree, "metadata.generation").asLong(0);
    }

    List<JsonNode> versions() {
        List<JsonNode> versions = new ArrayList<>();
        spec().path("versions").forEach(versions::add);
        return versions;
    }

    String storageVersion() {
        return versions().stream()
                .filter(version -> version.path("storage").asBoolean(false))
                .map(version -> Trees.text(version, "name"))
                .findFirst()
                .orElse("");
    }

    /** What has to be the same for nothing to have changed for clients. */
    String edition() {
        return Trees.text(tree, "metadata.uid") + ":" + generation() + ":" + acceptedNames() + ":" + isTerminating();
    }
}
