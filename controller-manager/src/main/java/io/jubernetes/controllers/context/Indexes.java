package io.jubernetes.controllers.context;

import io.fabric8.kubernetes.api.model.Pod;
import io.jubernetes.client.informer.Indexer;
import io.jubernetes.client.informer.Informer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The indexes of the shared informers: the first controller that needs one adds it. For use while controllers are wired. */
public final class Indexes {

    /** Pods by the node that they are on. */
    public static final String BY_NODE = "node";

    private final Map<Informer<?>, Set<String>> added = new HashMap<>();

    /** Sees to it that the informer has the index; two of the same name are the same. */
    public <T> void ensure(Informer<T> informer, String name, Indexer<T> indexer) {
        if (added.computeIfAbsent(informer, _ -> new HashSet<>()).add(name)) {
            informer.addIndex(name, indexer);
        }
    }

    /** The indexer of {@link #BY_NODE}. */
    public static List<String> nodeOf(Pod pod) {
        String node = pod.getSpec().getNodeName();
        return node == null || node.isEmpty() ? List.of() : List.of(node);
    }
}
