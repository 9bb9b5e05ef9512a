package io.jubernetes.scheduler.framework;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Why no node would take a pod, counted over the nodes. Not for use by several threads while it is filled. */
public final class Diagnosis {

    private final int nodeCount;
    private final Map<String, Integer> reasons = new TreeMap<>();
    private final TreeSet<String> plugins = new TreeSet<>();
    private int resolvable;

    public Diagnosis(int nodeCount) {
        this.nodeCount = nodeCount;
    }

    void add(String plugin, Verdict.Reject verdict) {
        plugins.add(plugin);
        verdict.reasons().forEach(reason -> reasons.merge(reason, 1, Integer::sum));
        resolvable += verdict.resolvable() ? 1 : 0;
    }

    /** Nodes that were not asked because a plugin said beforehand that they cannot be it. */
    void addUnasked(String plugin, int nodes) {
        if (nodes > 0) {
            plugins.add(plugin);
            reasons.merge("node(s) didn't satisfy plugin(s) [" + plugin + "]", nodes, Integer::sum);
        }
    }

    /** The plugins that ruled out at least one node. */
    public SortedSet<String> plugins() {
        return Collections.unmodifiableSortedSet(plugins);
    }

    /** How many nodes might take the pod if others made room. */
    public int resolvable() {
        return resolvable;
    }

    /** The text that people and scripts know from upstream. */
    public String message(boolean mayPreempt) {
        if (nodeCount == 0) {
            return "no nodes available to schedule pods";
        }
        return summary(reasons) + " preemption: " + preemption(mayPreempt);
    }

    private String preemption(boolean mayPreempt) {
        if (!mayPreempt) {
            return "not eligible due to preemptionPolicy=Never.";
        }
        Map<String, Integer> outcome = new TreeMap<>();
        outcome.put("No preemption victims found for incoming pod", resolvable);
        outcome.put("Preemption is not helpful for scheduling", nodeCount - resolvable);
        outcome.values().removeIf(count -> count == 0);
        return summary(outcome);
    }

    private String summary(Map<String, Integer> counts) {
        List<String> parts = counts.entrySet().stream()
                .map(e -> e.getValue() + " " + e.getKey())
                .sorted()
                .toList();
        return "0/" + nodeCount + " nodes are available: " + String.join(", ", parts) + ".";
    }
}
