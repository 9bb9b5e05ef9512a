package io.jubernetes.apiserver.watchcache;

import io.jubernetes.apiserver.storage.ResourceKeys;
import io.jubernetes.apiserver.watchcache.Selection.FieldTest;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Under what a watcher is filed, so that a change finds its watchers by hash: the narrowest that its selection allows. Each
 * change looks under all that it may be filed under.
 */
sealed interface Interest {

    record Everything() implements Interest {}

    record InNamespace(String namespace) implements Interest {}

    record OfObject(String path) implements Interest {}

    record OfField(int position, String value) implements Interest {}

    Interest EVERYTHING = new Everything();

    /** @param namespaced whether the resource's objects have namespaces */
    static Interest of(Selection selection, boolean namespaced) {
        if (!selection.name().isEmpty() && namespaced != selection.namespace().isEmpty()) {
            return new OfObject(ResourceKeys.path(selection.namespace(), selection.name()));
        }
        for (FieldTest test : selection.fields()) {
            if (test.equal() && test.reading() == null) {
                return new OfField(test.position(), test.value());
            }
        }
        return selection.namespace().isEmpty() ? EVERYTHING : new InNamespace(selection.namespace());
    }

    /** All that watchers of a change may be filed under. */
    static Set<Interest> in(CacheEvent event) {
        Set<Interest> all = new LinkedHashSet<>();
        all.add(EVERYTHING);
        String path = event.path();
        all.add(new InNamespace(ResourceKeys.namespace(path)));
        all.add(new OfObject(path));
        addFields(all, event.current());
        addFields(all, event.previous());
        return all;
    }

    private static void addFields(Set<Interest> all, @Nullable CachedObject object) {
        if (object != null) {
            for (int i = 0; i < object.fields().size(); i++) {
                all.add(new OfField(i, object.fields().get(i)));
            }
        }
    }
}
