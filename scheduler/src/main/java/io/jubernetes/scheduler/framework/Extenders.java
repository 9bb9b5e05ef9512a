package io.jubernetes.scheduler.framework;

import io.fabric8.kubernetes.api.model.Pod;
import io.jubernetes.scheduler.snapshot.ClusterSnapshot;
import io.jubernetes.scheduler.snapshot.NodeState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All extenders of a scheduler, one after the other. The failure of one that may be ignored is. */
public final class Extenders {

    public static final Extenders NONE = new Extenders(List.of());

    private static final Logger LOG = LoggerFactory.getLogger(Extenders.class);

    private final List<Extender> all;

    public Extenders(List<Extender> all) {
        this.all = List.copyOf(all);
    }

    boolean isEmpty() {
        return all.isEmpty();
    }

    /** Whom rejections of nodes of a snapshot are told. */
    record Told(Diagnosis diagnosis, ClusterSnapshot snapshot) {

        void add(NodeState node, Verdict.Reject verdict) {
            diagnosis.add(new Rejection(Extender.NAME, verdict), node.name(), snapshot.place(node.name()));
        }
    }

    /** The nodes that all of them keep; the others are told to the diagnosis. */
    List<NodeState> filter(Pod pod, List<NodeState> nodes, Told told) {
        List<NodeState> kept = nodes;
        for (Extender extender : all) {
            if (!kept.isEmpty() && extender.filters() && extender.isInterested(pod)) {
                kept = filter(extender, pod, kept, told);
            }
        }
        return kept;
    }

    private static List<NodeState> filter(Extender extender, Pod pod, List<NodeState> nodes, Told told) {
        Extender.Filtered filtered;
        try {
            filtered = extender.filter(pod, nodes);
        } catch (ExtenderException e) {
            requireIgnorable(extender, e);
            return nodes;
        }
        TreeSet<String> names = new TreeSet<>(filtered.kept());
        List<NodeState> kept = new ArrayList<>();
        for (NodeState node : nodes) {
            String hopeless = filtered.hopeless().get(node.name());
            String failed = filtered.failed().get(node.name());
            if (hopeless != null) {
                told.add(node, Verdict.never(hopeless));
            } else if (names.contains(node.name())) {
                kept.add(node);
            } else {
                String reason = failed == null ? "node(s) were rejected by an extender" : failed;
                told.add(node, Verdict.full(reason));
            }
        }
        return kept;
    }

    /** What they add to the scores of the nodes. An extender that fails adds nothing. */
    Map<String, Long> score(Pod pod, List<NodeState> nodes) {
        Map<String, Long> sums = new LinkedHashMap<>();
        for (Extender extender : all) {
            if (extender.scores() && extender.isInterested(pod)) {
                try {
                    extender.score(pod, nodes)
                            .forEach((name, score) -> sums.merge(name, score * Extender.SCORE_UNIT, Long::sum));
                } catch (ExtenderException e) {
                    LOG.warn("Extender did not score: pod={}", pod.getMetadata().getName(), e);
                }
            }
        }
        return sums;
    }

    /** Whether one of them wants to be asked who has to go for the pod. */
    public boolean preempt(Pod pod) {
        return all.stream().anyMatch(extender -> extender.preempts() && extender.isInterested(pod));
    }

    /** The candidates that all of them agree with. */
    public List<Extender.Candidate> preempt(Pod pod, List<Extender.Candidate> candidates) {
        List<Extender.Candidate> left = candidates;
        for (Extender extender : all) {
            if (!left.isEmpty() && extender.preempts() && extender.isInterested(pod)) {
                try {
                    left = extender.preempt(pod, left);
                } catch (ExtenderException e) {
                    requireIgnorable(extender, e);
                }
            }
        }
        return left;
    }

    /** @return whether one of them bound the pod */
    public boolean bind(Pod pod, String node) {
        for (Extender extender : all) {
            if (extender.binds() && extender.isInterested(pod)) {
                extender.bind(pod, node);
                return true;
            }
        }
        return false;
    }

    private static void requireIgnorable(Extender extender, ExtenderException failure) {
        if (!extender.isIgnorable()) {
            throw failure;
        }
        LOG.warn("Extender ignored: cause={}", failure.getMessage());
    }
}
