package io.jubernetes.scheduler.framework;

import io.jubernetes.scheduler.snapshot.ClusterSnapshot;
import io.jubernetes.scheduler.snapshot.NodeState;
import io.jubernetes.scheduler.snapshot.Recent;
import java.util.function.IntUnaryOperator;

/**
 * Finds the best node for a pod by a profile. In large clusters the search ends once enough nodes would do ({@link #enough}), as
 * upstream's does, and the best of those is taken; where it begins depends on the pod, so that all nodes get their turn. What it
 * decides depends on the pod, the snapshot and, among equally good nodes, on the given chance alone. Not for use by several threads.
 */
public final class Placement {

    private static final int ALWAYS_ASK = 100;
    private static final int REMEMBERED = 32;

    private final Profile profile;
    private final IntUnaryOperator chance;
    private final Extenders extenders;
    private final Recent<NodeDemand, NodeAnswers> answers;

    /** The first of equally good nodes is taken. */
    public Placement(Profile profile) {
        this(profile, equals -> equals - 1, Extenders.NONE);
    }

    /** @param chance given a number of equally good nodes, one of them from 0; with equal chances, upstream's way */
    public Placement(Profile profile, IntUnaryOperator chance, Extenders extenders) {
        this.extenders = extenders;
        this.chance = chance;
        this.profile = profile;
        this.answers = new Recent<>(REMEMBERED);
    }

    public Plan schedule(PodToPlace pod, ClusterSnapshot snapshot) {
        int enough = enough(snapshot.nodeCount(), profile.percentageOfNodesToScore());
        Search search = new Search(profile, pod, snapshot, answers(pod, snapshot));
        Search.Found found = extenders.isEmpty() ? search.run(enough) : search.run(enough, extenders);
        if (found.size() == 0) {
            return new Plan.Unschedulable(found.diagnosis());
        }
        NodeState best = new Ranking(profile, pod, snapshot, chance, extenders).best(found, answers(pod, snapshot));
        return new Plan.Assign(best.name(), found.asked(), found.size());
    }

    /** Whether a node would still do; for use after the snapshot that a plan was made from has changed. */
    public boolean fits(PodToPlace pod, ClusterSnapshot snapshot, String nodeName) {
        NodeState node = snapshot.find(nodeName);
        return node != null && fits(pod, snapshot, node);
    }

    /** Whether a node of the snapshot would do. */
    public boolean fits(PodToPlace pod, ClusterSnapshot snapshot, NodeState node) {
        return node.isKnown() && new Search(profile, pod, snapshot, answers(pod, snapshot)).fits(node);
    }

    /** Other processes that have a say. */
    public Extenders extenders() {
        return extenders;
    }

    /** For asking what would be if nodes had fewer pods. */
    public Trial trial(PodToPlace pod, ClusterSnapshot snapshot) {
        return new Trial(new Search(profile, pod, snapshot, answers(pod, snapshot)));
    }

    /** How many nodes that would do are enough: all of a hundred, falling to a twentieth of several thousand. */
    static int enough(int nodes, int percentage) {
        if (nodes < ALWAYS_ASK || percentage >= 100) {
            return nodes;
        }
        int share = percentage > 0 ? percentage : Math.max(5, 50 - nodes / 125);
        return Math.max(ALWAYS_ASK, nodes * share / 100);
    }

    private NodeAnswers answers(PodToPlace pod, ClusterSnapshot snapshot) {
        NodeAnswers known = answers.get(pod.nodeDemand(), () -> new NodeAnswers(profile, pod));
        known.fit(snapshot.size());
        return known;
    }
}
