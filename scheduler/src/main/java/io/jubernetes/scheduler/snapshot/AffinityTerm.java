package io.jubernetes.scheduler.snapshot;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodAffinityTerm;
import io.jubernetes.apimachinery.selector.LabelSelector;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * One term of pod affinity or anti-affinity, ready to be matched.
 *
 * @param namespaces those that the term names; its pod's own when it neither names nor selects any
 * @param namespaceSelector more namespaces, by their labels
 * @param weight how much a preferred term counts; 0 for a required one
 */
public record AffinityTerm(
        SortedSet<String> namespaces,
        LabelSelector namespaceSelector,
        LabelSelector selector,
        String topologyKey,
        int weight) {

    static AffinityTerm of(Pod pod, PodAffinityTerm term, int weight) {
        Map<String, String> labels = pod.getMetadata().getLabels();
        TreeSet<String> namespaces = new TreeSet<>(term.getNamespaces());
        if (namespaces.isEmpty() && term.getNamespaceSelector() == null) {
            namespaces.add(pod.getMetadata().getNamespace());
        }
        List<String> same = term.getMatchLabelKeys();
        List<String> different = term.getMismatchLabelKeys();
        return new AffinityTerm(
                Collections.unmodifiableSortedSet(namespaces),
                Selectors.of(term.getNamespaceSelector()),
                Selectors.narrowed(
                        term.getLabelSelector(), labels == null ? Collections.emptyMap() : labels, same, different),
                term.getTopologyKey(),
                weight);
    }

    /** @param labelsOfNamespace the labels of the namespace that the pod is in */
    public boolean matches(String namespace, Map<String, String> labels, Map<String, String> labelsOfNamespace) {
        return (namespaces.contains(namespace) || namespaceSelector.matches(labelsOfNamespace))
                && selector.matches(labels);
    }
}
