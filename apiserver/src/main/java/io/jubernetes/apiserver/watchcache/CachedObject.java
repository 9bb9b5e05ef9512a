package io.jubernetes.apiserver.watchcache;

import io.jubernetes.apiserver.storage.ResourceKeys;
import java.util.List;
import java.util.Map;

/**
 * An object as readers get it, with what selectors ask about it. Immutable.
 *
 * @param path {@code namespace/name}, or {@code name} for cluster-scoped objects
 * @param bytes complete JSON with its resourceVersion; shared, never changed
 * @param fields the selectable fields, in the order of the {@link FieldIndex} that read them
 */
public record CachedObject(String path, byte[] bytes, long revision, Map<String, String> labels, List<String> fields) {

    public String namespace() {
        return ResourceKeys.namespace(path);
    }

    public String name() {
        return ResourceKeys.name(path);
    }
}
