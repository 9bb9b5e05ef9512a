package io.jubernetes.scheduler.plugins;

import io.fabric8.kubernetes.api.model.NodeSelectorRequirement;
import io.fabric8.kubernetes.api.model.NodeSelectorTerm;
import io.fabric8.kubernetes.api.model.PreferredSchedulingTerm;
import io.jubernetes.scheduler.framework.Change;
import io.jubernetes.scheduler.framework.ClusterEvent;
import io.jubernetes.scheduler.framework.FilterPlugin;
import io.jubernetes.scheduler.framework.PodToPlace;
import io.jubernetes.scheduler.framework.ScorePlugin;
import io.jubernetes.scheduler.framework.Verdict;
import io.jubernetes.scheduler.snapshot.ClusterSnapshot;
import io.jubernetes.scheduler.snapshot.NodeState;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The pod's node selector, and the node affinity that it requires or prefers. */
public final class NodeAffinity implements FilterPlugin, ScorePlugin {

    private static final Verdict NO_MATCH = Verdict.never("node(s) didn't match Pod's node affinity/selector");
    private static final Verdict NOT_ENFORCED = Verdict.never("node(s) didn't match scheduler-enforced node affinity");

    private final io.fabric8.kubernetes.api.model.NodeAffinity added;

    public NodeAffinity() {
        this(new io.fabric8.kubernetes.api.model.NodeAffinity());
    }

    /** @param added holds for all pods, besides their own */
    public NodeAffinity(io.fabric8.kubernetes.api.model.NodeAffinity added) {
        this.added = added;
    }

    @Override
    public String name() {
        return "NodeAffinity";
    }

    @Override
    public int weight() {
        return 2;
    }

    @Override
    public @Nullable Check prepare(PodToPlace pod, ClusterSnapshot snapshot) {
        Check check = new Check(selector(pod), required(pod), preferred(pod), added);
        return check.isEmpty() ? null : check;
    }

    @Override
    public @Nullable Check prepare(PodToPlace pod, ClusterSnapshot snapshot, List<NodeState> nodes) {
        return prepare(pod, snapshot);
    }

    @Override
    public boolean isLocal() {
        return true;
    }

    @Override
    public boolean isLocalScore() {
        return true;
    }

    @Override
    public boolean mayHelp(Change change, PodToPlace rejected) {
        NodeState node = change.node();
        Check check = node == null ? null : prepare(rejected, ClusterSnapshot.EMPTY);
        return node == null || check == null || check.test(node) == Verdict.PASS;
    }

    @Override
    public Set<ClusterEvent> worthRetryingOn() {
        return EnumSet.of(ClusterEvent.NODE_ADDED, ClusterEvent.NODE_LABELS_CHANGED);
    }

    /** Terms that ask for nodes by name, as a daemon's pods do, leave only these to be asked. */
    @Override
    public @Nullable SortedSet<String> candidates(PodToPlace pod) {
        List<NodeSelectorTerm> terms = required(pod);
        if (terms == null || terms.isEmpty()) {
            return null;
        }
        TreeSet<String> names = new TreeSet<>();
        for (NodeSelectorTerm term : terms) {
            Set<String> named = namesIn(term);
            if (named == null) {
                return null;
            }
            names.addAll(named);
        }
        return names;
    }

    private static @Nullable Set<String> namesIn(NodeSelectorTerm term) {
        Set<String> names = null;
        for (NodeSelectorRequirement field : term.getMatchFields()) {
            if (NodeTerms.NAME_FIELD.equals(field.getKey()) && "In".equals(field.getOperator())) {
                Set<String> these = new TreeSet<>(field.getValues());
                if (names != null) {
                    these.retainAll(names);
                }
                names = these;
            }
        }
        return names;
    }

    private static Map<String, String> selector(PodToPlace pod) {
        Map<String, String> selector = pod.spec().getNodeSelector();
        return selector == null ? Collections.emptyMap() : selector;
    }

    private static @Nullable List<NodeSelectorTerm> required(PodToPlace pod) {
        return terms(pod.nodeAffinity());
    }

    private static @Nullable List<NodeSelectorTerm> terms(
            io.fabric8.kubernetes.api.model.@Nullable NodeAffinity affinity) {
        return affinity == null || affinity.getRequiredDuringSchedulingIgnoredDuringExecution() == null
                ? null
                : affinity.getRequiredDuringSchedulingIgnoredDuringExecution().getNodeSelectorTerms();
    }

    private static List<PreferredSchedulingTerm> preferred(PodToPlace pod) {
        io.fabric8.kubernetes.api.model.NodeAffinity affinity = pod.nodeAffinity();
        return affinity == null ? List.of() : affinity.getPreferredDuringSchedulingIgnoredDuringExecution();
    }

    /** One pod's wishes against a node's labels and name. */
    record Check(
            Map<String, String> selector,
            @Nullable List<NodeSelectorTerm> required,
            List<PreferredSchedulingTerm> preferred,
            io.fabric8.kubernetes.api.model.NodeAffinity added)
            implements NodeFilter, NodeScorer {

        boolean isEmpty() {
            return selector.isEmpty()
                    && required == null
                    && preferred.isEmpty()
                    && terms(added) == null
                    && added.getPreferredDuringSchedulingIgnoredDuringExecution()
                            .isEmpty();
        }

        @Override
        public Verdict test(NodeState node) {
            List<NodeSelectorTerm> enforced = terms(added);
            if (enforced != null && !NodeTerms.anyMatches(enforced, node)) {
                return NOT_ENFORCED;
            }
            boolean selected = node.labels().entrySet().containsAll(selector.entrySet());
            return selected && (required == null || NodeTerms.anyMatches(required, node)) ? Verdict.PASS : NO_MATCH;
        }

        @Override
        public long score(NodeState node) {
            return sum(preferred, node) + sum(added.getPreferredDuringSchedulingIgnoredDuringExecution(), node);
        }

        private static long sum(List<PreferredSchedulingTerm> terms, NodeState node) {
            long score = 0;
            for (PreferredSchedulingTerm term : terms) {
                if (term.getWeight() != null && NodeTerms.matches(term.getPreference(), node)) {
                    score += term.getWeight();
                }
            }
            return score;
        }

        @Override
        public void normalize(long[] scores) {
            ScorePlugin.scale(scores, false);
        }
    }
}
