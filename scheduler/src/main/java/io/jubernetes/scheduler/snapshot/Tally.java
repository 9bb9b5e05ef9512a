package io.jubernetes.scheduler.snapshot;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Sums over all nodes, by group and topology value: how many pods of some kind there are in each zone, for instance. What it holds is
 * a function of the snapshot it was last brought to; bringing it to another one costs the nodes that differ, not the cluster.
 * Not for use by several threads.
 *
 * <pre>
 *   parts    [n0: zone=a +2] [n1: zone=b +1] [n2: zone=a +1] …     what each place adds
 *   groups   zone → { a: 3 (2 nodes), b: 1 (1 node) }              the sums
 * </pre>
 */
public final class Tally {

    /** What a node adds. It may look at the node and at nothing else that changes. */
    @FunctionalInterface
    public interface Counter {
        void count(NodeState node, Sink sink);
    }

    /** Takes what a node adds; an amount of 0 still makes the value known. */
    @FunctionalInterface
    public interface Sink {
        void add(String group, String value, long amount);
    }

    private record Part(String group, String value, long amount) {}

    private static final List<Part> NOTHING = List.of();

    private final Counter counter;
    private final Map<String, Domains> groups = new HashMap<>();
    private List<Part>[] parts = places(0);
    private @Nullable ClusterSnapshot last;

    public Tally(Counter counter) {
        this.counter = counter;
    }

    /** Brings the sums to a snapshot. */
    public Tally at(ClusterSnapshot now) {
        ClusterSnapshot before = last;
        if (before == null || !now.hasPlacesOf(before)) {
            restart(now);
        } else if (before != now) {
            now.forEachDifference(before, place -> recount(place, now.at(place)));
        }
        last = now;
        return this;
    }

    /** The sums of a group; empty when no node adds to it. */
    public Domains of(String group) {
        Domains domains = groups.get(group);
        return domains == null ? Domains.NONE : domains;
    }

    /** The groups to which nodes add, in no order. */
    public Set<String> groups() {
        return groups.keySet();
    }

    /** Whether no node adds anything. */
    public boolean isEmpty() {
        return groups.isEmpty();
    }

    private void restart(ClusterSnapshot now) {
        groups.clear();
        parts = places(now.size());
        for (int place = 0; place < parts.length; place++) {
            recount(place, now.at(place));
        }
    }

    private void recount(int place, NodeState node) {
        List<Part> before = parts[place];
        List<Part> after = partsOf(node);
        if (before.equals(after)) {
            return;
        }
        for (Part part : after) {
            groups.computeIfAbsent(part.group, _ -> new Domains()).add(part.value, part.amount, 1);
        }
        for (Part part : before) {
            retract(part);
        }
        parts[place] = after;
    }

    private void retract(Part part) {
        Domains domains = of(part.group);
        domains.add(part.value, -part.amount, -1);
        if (domains.size() == 0) {
            groups.remove(part.group);
        }
    }

    private List<Part> partsOf(NodeState node) {
        List<Part> found = new ArrayList<>(2);
        counter.count(node, (group, value, amount) -> found.add(new Part(group, value, amount)));
        return found.isEmpty() ? NOTHING : found;
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // an array of lists cannot be made with its type
    private static List<Part>[] places(int size) {
        List<Part>[] all = new List[size];
        Arrays.fill(all, NOTHING);
        return all;
    }
}
