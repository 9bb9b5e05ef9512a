package io.jubernetes.apiserver.watchcache;

import java.util.Collection;
import org.jspecify.annotations.Nullable;
import org.pcollections.TreePMap;

/**
 * All objects of a resource at one moment. Immutable.
 *
 * @param revision of the newest change among them
 */
public record Snapshot(TreePMap<String, CachedObject> objects, long revision) {

    static final Snapshot EMPTY = new Snapshot(TreePMap.empty(), 0);

    public @Nullable CachedObject get(String path) {
        return objects.get(path);
    }

    /** Objects in order. @param namespace empty for all */
    public TreePMap<String, CachedObject> within(String namespace) {
        // '0' follows '/'
        return namespace.isEmpty() ? objects : objects.subMap(namespace + "/", namespace + "0");
    }

    public Collection<CachedObject> all(String namespace) {
        return within(namespace).values();
    }
}
