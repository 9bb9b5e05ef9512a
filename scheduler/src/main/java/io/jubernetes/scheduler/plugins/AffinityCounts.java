package io.jubernetes.scheduler.plugins;

import io.jubernetes.scheduler.framework.ClusterObjects;
import io.jubernetes.scheduler.snapshot.AffinityTerm;
import io.jubernetes.scheduler.snapshot.NodeState;
import io.jubernetes.scheduler.snapshot.PlacedPod;
import io.jubernetes.scheduler.snapshot.Tally;
import java.util.List;

/** What the pods of a node add to the counts that pod affinity is decided by: one for each topology value that the node has. */
final class AffinityCounts {

    private final ClusterObjects objects;
    private final int hardWeight;
    private final boolean ignorePreferred;

    AffinityCounts(ClusterObjects objects, int hardWeight, boolean ignorePreferred) {
        this.objects = objects;
        this.hardWeight = hardWeight;
        this.ignorePreferred = ignorePreferred;
    }

    boolean matches(AffinityTerm term, PlacedPod pod) {
        return term.matches(pod.namespace(), pod.labels(), objects.namespaceLabels(pod.namespace()));
    }

    boolean matchesAll(List<AffinityTerm> terms, PlacedPod pod) {
        for (AffinityTerm term : terms) {
            if (!matches(term, pod)) {
                return false;
            }
        }
        return true;
    }

    boolean matchesAny(List<AffinityTerm> terms, PlacedPod pod) {
        for (AffinityTerm term : terms) {
            if (matches(term, pod)) {
                return true;
            }
        }
        return false;
    }

    /** Counts the pods that match all terms. */
    Tally.Counter matchingAll(List<AffinityTerm> terms) {
        return (node, sink) -> {
            for (PlacedPod pod : node.pods()) {
                if (matchesAll(terms, pod)) {
                    terms.forEach(term -> add(term, node, 1, sink));
                }
            }
        };
    }

    /** Counts, term by term, the pods that match it. */
    Tally.Counter matchingAny(List<AffinityTerm> terms) {
        return (node, sink) -> {
            for (PlacedPod pod : node.pods()) {
                addMatching(terms, pod, node, 1, sink);
            }
        };
    }

    /** Counts the pods that do not want this one near them. */
    Tally.Counter forbidding(PlacedPod own) {
        return (node, sink) -> {
            for (PlacedPod pod : node.podsWithAntiAffinity()) {
                addMatching(pod.affinity().forbidden(), own, node, 1, sink);
            }
        };
    }

    /** Adds up how much this pod likes those that are there, and how much they like it. */
    Tally.Counter liking(PlacedPod own) {
        boolean hasWishes = !own.affinity().preferred().isEmpty()
                || !own.affinity().avoided().isEmpty();
        return (node, sink) -> {
            if (hasWishes) {
                for (PlacedPod pod : node.pods()) {
                    addMatching(own.affinity().preferred(), pod, node, 1, sink);
                    addMatching(own.affinity().avoided(), pod, node, -1, sink);
                }
            }
            if (hasWishes || !ignorePreferred) {
                node.podsWithAffinity().forEach(pod -> addTheirs(pod, own, node, sink));
            }
        };
    }

    private void addTheirs(PlacedPod pod, PlacedPod own, NodeState node, Tally.Sink sink) {
        for (AffinityTerm term : hardWeight > 0 ? pod.affinity().required() : List.<AffinityTerm>of()) {
            if (matches(term, own)) {
                add(term, node, hardWeight, sink);
            }
        }
        addMatching(pod.affinity().preferred(), own, node, 1, sink);
        addMatching(pod.affinity().avoided(), own, node, -1, sink);
    }

    private void addMatching(List<AffinityTerm> terms, PlacedPod pod, NodeState node, long sign, Tally.Sink sink) {
        for (int i = 0; i < terms.size(); i++) {
            AffinityTerm term = terms.get(i);
            if (matches(term, pod)) {
                add(term, node, sign * Math.max(term.weight(), 1), sink);
            }
        }
    }

    private static void add(AffinityTerm term, NodeState node, long amount, Tally.Sink sink) {
        String value = node.labels().get(term.topologyKey());
        if (value != null) {
            sink.add(term.topologyKey(), value, amount);
        }
    }
}
