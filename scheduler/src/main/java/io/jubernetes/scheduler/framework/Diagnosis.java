package io.jubernetes.scheduler.framework;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Why no node would take a pod, counted over the nodes. Not for use by several threads while it is filled. */
public final class Diagnosis {

    private final int nodeCount;
    private final Map<String, Integer> reasons = new TreeMap<>();
    private final TreeSet<String> plugins = new TreeSet<>();
    private final List<String> resolvable = new ArrayList<>();
    private int[] resolvablePlaces = new int[64];
    private @Nullable String nowhere;
    /** What the node before said, and how many in a row did that are not counted in {@code reasons} yet. */
    private String lastPlugin = "";

    private List<String> lastReasons = List.of();
    private int repeated;

    public Diagnosis(int nodeCount) {
        this.nodeCount = nodeCount;
    }

    /** @param place of the node in the snapshot that was asked */
    void add(Rejection rejection, String node, int place) {
        if (!rejection.plugin().equals(lastPlugin)) {
            lastPlugin = rejection.plugin();
            plugins.add(lastPlugin);
        }
        List<String> why = rejection.verdict().reasons();
        if (!why.equals(lastReasons)) {
            countLast();
            lastReasons = why;
        }
        repeated++;
        if (rejection.verdict().resolvable()) {
            int count = resolvable.size();
            resolvablePlaces =
                    count < resolvablePlaces.length ? resolvablePlaces : Arrays.copyOf(resolvablePlaces, 2 * count);
            resolvablePlaces[count] = place;
            resolvable.add(node);
        }
    }

    /** Most nodes say what the one before said. */
    private void countLast() {
        for (String reason : lastReasons) {
            reasons.merge(reason, repeated, Integer::sum);
        }
        repeated = 0;
    }

    /** Nodes that were not asked because a plugin said beforehand that they cannot be it. */
    void addUnasked(String plugin, int nodes) {
        if (nodes > 0) {
            plugins.add(plugin);
            reasons.merge("node(s) didn't satisfy plugin(s) [" + plugin + "]", nodes, Integer::sum);
        }
    }

    void nowhere(String plugin, String reason) {
        plugins.add(plugin);
        nowhere = reason;
    }

    public int nodeCount() {
        return nodeCount;
    }

    /** The plugins that ruled out at least one node. */
    public SortedSet<String> plugins() {
        return Collections.unmodifiableSortedSet(plugins);
    }

    /** The nodes that might take the pod if others made room, in the order in which they were asked. */
    public List<String> resolvable() {
        return Collections.unmodifiableList(resolvable);
    }

    /** Where the snapshot has one of {@link #resolvable}. */
    public int resolvablePlace(int index) {
        return resolvablePlaces[index];
    }

    /**
     * The text that people and scripts know from upstream.
     *
     * @param preemption what became of the attempt to make room; may be empty
     */
    public String message(String preemption) {
        if (nodeCount == 0) {
            return "no nodes available to schedule pods";
        }
        countLast();
        String text = nowhere == null
                ? summary(nodeCount, reasons)
                : "0/" + nodeCount + " nodes are available: " + nowhere + ".";
        return preemption.isEmpty() ? text : text + " preemption: " + preemption;
    }

    /** Reasons with the number of nodes that have each. */
    public static String summary(int nodeCount, Map<String, Integer> counts) {
        List<String> parts = counts.entrySet().stream()
                .filter(e -> e.getValue() > 0)
                .map(e -> e.getValue() + " " + e.getKey())
                .sorted()
                .toList();
        return "0/" + nodeCount + " nodes are available: " + String.join(", ", parts) + ".";
    }
}
