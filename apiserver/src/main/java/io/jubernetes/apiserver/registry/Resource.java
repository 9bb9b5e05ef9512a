package io.jubernetes.apiserver.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.apimachinery.fieldmanagement.Shape;
import io.jubernetes.apimachinery.schema.ResourceType;
import io.jubernetes.apiserver.storage.ResourceKeys;
import io.jubernetes.apiserver.storage.StoredObject;
import io.jubernetes.apiserver.strategy.Strategy;
import io.jubernetes.apiserver.watchcache.CachedObject;
import io.jubernetes.apiserver.watchcache.ResourceCache;
import io.jubernetes.apiserver.watchcache.Selection.FieldReading;
import io.jubernetes.apiserver.watchcache.WatchSource;
import org.jspecify.annotations.Nullable;

/** A served resource in one version: what it is, what its objects look like, where they lie, and what is particular to them. */
record Resource(Kind kind, ResourceCache cache, WatchSource watches) {

    ResourceType type() {
        return kind.type();
    }

    Strategy strategy() {
        return kind.strategy();
    }

    Content content() {
        return kind.content();
    }

    Versions versions() {
        return kind.versions();
    }

    ResourceKeys keys() {
        return cache.keys();
    }

    Shape shape() {
        return content().shapes().of(type().schemaType());
    }

    /** The tree of an object, in this version; it belongs to the caller. */
    ObjectNode decode(CachedObject stored) {
        return StoredObject.decode(versions().served(stored).bytes());
    }

    /** Where a field stands in the index by which objects are selected; -1 when clients may not select by it. */
    int position(String label) {
        String indexed = versions().indexed(label);
        return indexed == null ? -1 : cache.index().position(indexed);
    }

    /** How a field is read by which objects are selected; null when the index has it. */
    @Nullable
    FieldReading reading(String label) {
        return label.startsWith("metadata.") || !versions().mayDiffer()
                ? null
                : new ServedFields(versions(), cache.index());
    }

    ApiException notFound(String name) {
        return ApiException.notFound(type().group(), type().plural(), name);
    }

    ApiException alreadyExists(String name) {
        return ApiException.alreadyExists(type().group(), type().plural(), name);
    }

    ApiException conflict(String name, String why) {
        return ApiException.conflict(type().group(), type().plural(), name, why);
    }
}
