package io.jubernetes.controllers.context;

import io.jubernetes.client.informer.Indexer;
import io.jubernetes.client.informer.Informer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The indexes of the shared informers: the first controller that needs one adds it. For use while controllers are wired. */
public final class Indexes {

    private final Map<Informer<?>, Set<String>> added = new HashMap<>();

    /** Sees to it that the informer has the index; two of the same name are the same. */
    public <T> void ensure(Informer<T> informer, String name, Indexer<T> indexer) {
        if (added.computeIfAbsent(informer, _ -> new HashSet<>()).add(name)) {
            informer.addIndex(name, indexer);
        }
    }
}
