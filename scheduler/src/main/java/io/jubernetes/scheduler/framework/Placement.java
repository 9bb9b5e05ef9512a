package io.jubernetes.scheduler.framework;

import io.jubernetes.scheduler.framework.FilterPlugin.NodeFilter;
import io.jubernetes.scheduler.snapshot.ClusterSnapshot;
import io.jubernetes.scheduler.snapshot.NodeState;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * Scheduling as a function: equal pods and equal snapshots give equal plans. Nodes are asked in the order of their names, from a
 * starting point that the pod's uid picks, so that pods that are alike do not all meet the same nodes first. In large clusters
 * the search ends once enough nodes would do ({@link #enough}), as upstream's does; the best of those is taken.
 */
public final class Placement {

    private static final int ALWAYS_ASK = 100;

    private final Profile profile;

    public Placement(Profile profile) {
        this.profile = profile;
    }

    public Plan schedule(PodToPlace pod, ClusterSnapshot snapshot) {
        Diagnosis diagnosis = new Diagnosis(snapshot.nodeCount());
        Search search = new Search(active(pod, snapshot), enough(snapshot.nodeCount()), diagnosis);
        search.run(pod, snapshot);
        if (search.feasible.isEmpty()) {
            return new Plan.Unschedulable(diagnosis);
        }
        NodeState best = new Ranking(profile.scorers()).best(pod, snapshot, search.feasible);
        return new Plan.Assign(best.name(), search.asked, search.feasible.size());
    }

    /** Whether a node would still do; for use after the snapshot that a plan was made from has changed. */
    public boolean fits(PodToPlace pod, ClusterSnapshot snapshot, String nodeName) {
        NodeState node = snapshot.find(nodeName);
        return node != null && node.isKnown() && new Search(active(pod, snapshot), 1, new Diagnosis(1)).ask(node);
    }

    /** How many nodes that would do are enough: all of a hundred, falling to a twentieth of several thousand. */
    static int enough(int nodes) {
        if (nodes < ALWAYS_ASK) {
            return nodes;
        }
        int percentage = Math.max(5, 50 - nodes / 125);
        return Math.max(ALWAYS_ASK, nodes * percentage / 100);
    }

    private List<Prepared> active(PodToPlace pod, ClusterSnapshot snapshot) {
        List<Prepared> filters = new ArrayList<>();
        for (FilterPlugin plugin : profile.filters()) {
            NodeFilter filter = plugin.prepare(pod, snapshot);
            if (filter != null) {
                filters.add(new Prepared(plugin, filter));
            }
        }
        return filters;
    }

    private record Prepared(FilterPlugin plugin, NodeFilter filter) {}

    /** One walk over the nodes. */
    private static final class Search {

        private final List<Prepared> filters;
        private final int enough;
        private final Diagnosis diagnosis;
        private final List<NodeState> feasible = new ArrayList<>();
        private int asked;

        Search(List<Prepared> filters, int enough, Diagnosis diagnosis) {
            this.filters = filters;
            this.enough = enough;
            this.diagnosis = diagnosis;
        }

        void run(PodToPlace pod, ClusterSnapshot snapshot) {
            for (Prepared prepared : filters) {
                SortedSet<String> candidates = prepared.plugin.candidates(pod);
                if (candidates != null) {
                    askOnly(candidates, prepared.plugin.name(), snapshot);
                    return;
                }
            }
            askAll(pod, snapshot);
        }

        private void askOnly(SortedSet<String> names, String plugin, ClusterSnapshot snapshot) {
            for (String name : names) {
                visit(snapshot.find(name));
            }
            diagnosis.addUnasked(plugin, snapshot.nodeCount() - asked);
        }

        private void askAll(PodToPlace pod, ClusterSnapshot snapshot) {
            int size = snapshot.size();
            int start = size == 0 ? 0 : Math.floorMod(pod.demand().uid().hashCode(), size);
            for (int i = 0; i < size && feasible.size() < enough; i++) {
                visit(snapshot.at((start + i) % size));
            }
        }

        private void visit(@Nullable NodeState node) {
            if (node != null && node.isKnown()) {
                asked++;
                if (ask(node)) {
                    feasible.add(node);
                }
            }
        }

        boolean ask(NodeState node) {
            for (Prepared prepared : filters) {
                if (prepared.filter.test(node) instanceof Verdict.Reject reject) {
                    diagnosis.add(prepared.plugin.name(), reject);
                    return false;
                }
            }
            return true;
        }
    }
}
