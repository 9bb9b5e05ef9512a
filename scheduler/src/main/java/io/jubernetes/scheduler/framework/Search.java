package io.jubernetes.scheduler.framework;

import io.jubernetes.scheduler.framework.FilterPlugin.NodeFilter;
import io.jubernetes.scheduler.snapshot.ClusterSnapshot;
import io.jubernetes.scheduler.snapshot.NodeState;
import io.jubernetes.scheduler.snapshot.PlacedPod;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/** One walk over the nodes for one pod. */
final class Search {

    private final Profile profile;
    private final PodToPlace pod;
    private final ClusterSnapshot snapshot;
    private final NodeAnswers local;
    private final List<NodeAnswers.Prepared> wide;
    private final boolean isLocal;
    private final Diagnosis diagnosis;
    private int[] places = new int[64];
    private int count;
    private int asked;

    /** The nodes that will do, or why there is none. */
    record Found(int[] places, int size, int asked, Diagnosis diagnosis) {}

    Search(Profile profile, PodToPlace pod, ClusterSnapshot snapshot, NodeAnswers local) {
        this.profile = profile;
        this.pod = pod;
        this.snapshot = snapshot;
        this.local = local;
        this.diagnosis = new Diagnosis(snapshot.nodeCount());
        this.wide = prepared(snapshot);
        this.isLocal = wide.isEmpty();
    }

    /** The filters that look at more than the node. */
    private List<NodeAnswers.Prepared> prepared(ClusterSnapshot cluster) {
        List<NodeAnswers.Prepared> filters = new ArrayList<>();
        for (FilterPlugin plugin : profile.filters()) {
            if (!plugin.isLocal()) {
                prepare(plugin, cluster, filters);
            }
        }
        return filters;
    }

    private void prepare(FilterPlugin plugin, ClusterSnapshot cluster, List<NodeAnswers.Prepared> filters) {
        NodeFilter filter = plugin.prepare(pod, cluster);
        if (filter != null) {
            filters.add(new NodeAnswers.Prepared(plugin, filter));
        }
    }

    boolean isLocal() {
        return isLocal;
    }

    /** A filter that has nothing to say with more pods has nothing to say with fewer. */
    @Nullable
    Rejection withFewer(ClusterSnapshot base, NodeState fewer) {
        Rejection crowded = crowded(fewer);
        Rejection alone = crowded == null ? local.rejection(fewer) : crowded;
        if (alone != null || isLocal) {
            return alone;
        }
        ClusterSnapshot with = base.with(fewer);
        List<NodeAnswers.Prepared> again = new ArrayList<>();
        wide.forEach(prepared -> prepare(prepared.plugin(), with, again));
        return Rejection.first(again, fewer);
    }

    /** Why there is no room beside those that others made room for. */
    private @Nullable Rejection crowded(NodeState node) {
        List<PlacedPod> nominated = node.hasNominated() ? nominatedBefore(node) : List.of();
        return nominated.isEmpty() ? null : besides(nominated, node);
    }

    Found run(int enough) {
        for (NodeAnswers.Prepared prepared : wide) {
            if (prepared.filter() instanceof FilterPlugin.Nowhere(String reason)) {
                diagnosis.nowhere(prepared.plugin().name(), reason);
                return found();
            }
        }
        if (!takeNominated() && !askOnlyCandidates()) {
            askAll(enough);
        }
        return found();
    }

    /** Only the nodes that extenders have nothing against. */
    Found run(int enough, Extenders extenders) {
        run(enough);
        List<NodeState> nodes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            nodes.add(snapshot.at(places[i]));
        }
        count = 0;
        for (NodeState node : extenders.filter(pod.pod(), nodes, new Extenders.Told(diagnosis, snapshot))) {
            places[count++] = snapshot.place(node.name());
        }
        return found();
    }

    private Found found() {
        return new Found(places, count, asked, diagnosis);
    }

    /** The node where others made room for the pod, if it will do by now. */
    private boolean takeNominated() {
        String name = pod.nominatedNode();
        NodeState node = name.isEmpty() ? null : snapshot.find(name);
        if (node == null || !node.isKnown() || rejection(snapshot.place(name), node) != null) {
            return false;
        }
        visit(snapshot.place(name));
        return true;
    }

    private boolean askOnlyCandidates() {
        for (FilterPlugin plugin : profile.filters()) {
            SortedSet<String> candidates = plugin.candidates(pod);
            if (candidates != null) {
                candidates.forEach(name -> visit(snapshot.place(name)));
                diagnosis.addUnasked(plugin.name(), snapshot.nodeCount() - asked);
                return true;
            }
        }
        return false;
    }

    private void askAll(int enough) {
        int size = snapshot.size();
        int start = size == 0 ? 0 : Math.floorMod(pod.demand().uid().hashCode(), size);
        for (int i = 0; i < size && count < enough; i++) {
            int place = start + i;
            visit(place < size ? place : place - size);
        }
    }

    private void visit(int place) {
        NodeState node = place < 0 ? null : snapshot.at(place);
        if (node == null || !node.isKnown()) {
            return;
        }
        asked++;
        Rejection rejection = rejection(place, node);
        if (rejection == null) {
            places = count < places.length ? places : Arrays.copyOf(places, count * 2);
            places[count++] = place;
        } else {
            diagnosis.add(rejection, node.name(), place);
        }
    }

    private @Nullable Rejection rejection(int place, NodeState node) {
        Rejection crowded = node.hasNominated() ? crowded(place, node) : null;
        if (crowded != null) {
            return crowded;
        }
        Rejection rejection = local.rejection(place, node);
        return rejection == null && !isLocal ? Rejection.first(wide, node) : rejection;
    }

    /** What is nominated counts for all pods of a priority alike, but for those that are nominated themselves. */
    private @Nullable Rejection crowded(int place, NodeState node) {
        PlacedPod demand = pod.demand();
        return isLocal && !node.isNominated(demand.uid())
                ? local.crowded(place, node, demand.priority(), this::crowded)
                : crowded(node);
    }

    boolean fits(NodeState node) {
        return crowded(node) == null && local.rejection(node) == null && Rejection.first(wide, node) == null;
    }

    /** Pods that others made room for here, and that are not less important: the room is theirs. */
    private List<PlacedPod> nominatedBefore(NodeState node) {
        List<PlacedPod> before = new ArrayList<>();
        for (PlacedPod other : node.nominated()) {
            if (other.priority() >= pod.demand().priority()
                    && !other.uid().equals(pod.demand().uid())) {
                before.add(other);
            }
        }
        return before;
    }

    private @Nullable Rejection besides(List<PlacedPod> nominated, NodeState node) {
        NodeState crowded = node;
        for (PlacedPod other : nominated) {
            crowded = crowded.withPod(other);
        }
        Rejection rejection = local.rejection(crowded);
        return rejection != null || isLocal ? rejection : Rejection.first(prepared(snapshot.with(crowded)), crowded);
    }
}
