package io.jubernetes.scheduler.plugins;

import io.jubernetes.scheduler.framework.Change;
import io.jubernetes.scheduler.framework.ClusterEvent;
import io.jubernetes.scheduler.framework.ClusterObjects;
import io.jubernetes.scheduler.framework.FilterPlugin;
import io.jubernetes.scheduler.framework.PodToPlace;
import io.jubernetes.scheduler.framework.ScorePlugin;
import io.jubernetes.scheduler.snapshot.AffinityTerm;
import io.jubernetes.scheduler.snapshot.ClusterSnapshot;
import io.jubernetes.scheduler.snapshot.NodeState;
import io.jubernetes.scheduler.snapshot.PlacedPod;
import io.jubernetes.scheduler.snapshot.Recent;
import io.jubernetes.scheduler.snapshot.Tally;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Pods that want others near them or far from them. How many pods match is kept per topology value and brought up to date by what
 * changed since the last pod that asked the same.
 */
public final class InterPodAffinity implements FilterPlugin, ScorePlugin {

    private static final int REMEMBERED = 64;

    private final ClusterObjects objects;
    private final AffinityCounts counts;
    private final Recent<Object, Tally> tallies = new Recent<>(REMEMBERED);

    /**
     * @param hardWeight how much a required term of a pod that is there counts when nodes are scored
     * @param ignorePreferred whether only pods with preferences of their own are scored
     */
    public InterPodAffinity(ClusterObjects objects, int hardWeight, boolean ignorePreferred) {
        this.objects = objects;
        this.counts = new AffinityCounts(objects, hardWeight, ignorePreferred);
    }

    private record Near(List<AffinityTerm> terms, long namespaces) {}

    private record Apart(List<AffinityTerm> terms, long namespaces) {}

    private record Unwelcome(String namespace, Map<String, String> labels, Map<String, String> namespaceLabels) {}

    private record Liked(List<AffinityTerm> preferred, List<AffinityTerm> avoided, Unwelcome pod, long namespaces) {}

    @Override
    public String name() {
        return "InterPodAffinity";
    }

    @Override
    public int weight() {
        return 2;
    }

    @Override
    public @Nullable NodeFilter prepare(PodToPlace pod, ClusterSnapshot snapshot) {
        PlacedPod own = pod.demand();
        List<AffinityTerm> required = own.affinity().required();
        List<AffinityTerm> forbidden = own.affinity().forbidden();
        long namespaces = objects.namespaceVersion();
        Tally near = required.isEmpty()
                ? null
                : tallies.get(new Near(required, namespaces), () -> new Tally(counts.matchingAll(required)));
        Tally apart = forbidden.isEmpty()
                ? null
                : tallies.get(new Apart(forbidden, namespaces), () -> new Tally(counts.matchingAny(forbidden)));
        Tally unwelcome = tallies.get(unwelcome(own), () -> new Tally(counts.forbidding(own)));
        AffinityCheck check = new AffinityCheck(
                required,
                near == null ? null : near.at(snapshot),
                counts.matchesAll(required, own),
                forbidden,
                apart == null ? null : apart.at(snapshot),
                unwelcome.at(snapshot));
        return check.isEmpty() ? null : check;
    }

    private Unwelcome unwelcome(PlacedPod pod) {
        return new Unwelcome(pod.namespace(), pod.labels(), objects.namespaceLabels(pod.namespace()));
    }

    @Override
    public @Nullable NodeScorer prepare(PodToPlace pod, ClusterSnapshot snapshot, List<NodeState> nodes) {
        PlacedPod own = pod.demand();
        Liked key = new Liked(
                own.affinity().preferred(), own.affinity().avoided(), unwelcome(own), objects.namespaceVersion());
        Tally liked = tallies.get(key, () -> new Tally(counts.liking(own))).at(snapshot);
        return liked.isEmpty() ? null : new Score(liked);
    }

    private record Score(Tally liked) implements NodeScorer {

        @Override
        public long score(NodeState node) {
            long score = 0;
            for (String key : liked.groups()) {
                String value = node.labels().get(key);
                score += value == null ? 0 : liked.of(key).sum(value);
            }
            return score;
        }

        @Override
        public void normalize(long[] scores) {
            ScorePlugin.stretch(scores);
        }
    }

    @Override
    public Set<ClusterEvent> worthRetryingOn() {
        return EnumSet.of(
                ClusterEvent.NODE_ADDED,
                ClusterEvent.NODE_LABELS_CHANGED,
                ClusterEvent.POD_ON_NODE_ADDED,
                ClusterEvent.POD_ON_NODE_CHANGED,
                ClusterEvent.POD_LEFT_NODE);
    }

    @Override
    public boolean mayHelp(Change change, PodToPlace rejected) {
        NodeState node = change.node();
        PlacedPod own = rejected.demand();
        if (node != null) {
            return own.affinity().required().stream()
                    .allMatch(term -> node.labels().containsKey(term.topologyKey()));
        }
        PlacedPod pod = change.pod();
        PlacedPod before = change.podBefore();
        return pod == null || touches(pod, own) || (before != null && touches(before, own));
    }

    private boolean touches(PlacedPod other, PlacedPod own) {
        List<AffinityTerm> required = own.affinity().required();
        return (!required.isEmpty() && counts.matchesAll(required, other))
                || counts.matchesAny(own.affinity().forbidden(), other)
                || counts.matchesAny(other.affinity().forbidden(), own);
    }
}
