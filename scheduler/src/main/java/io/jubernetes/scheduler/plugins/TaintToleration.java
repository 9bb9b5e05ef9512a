package io.jubernetes.scheduler.plugins;

import io.fabric8.kubernetes.api.model.Taint;
import io.fabric8.kubernetes.api.model.Toleration;
import io.jubernetes.scheduler.framework.Change;
import io.jubernetes.scheduler.framework.ClusterEvent;
import io.jubernetes.scheduler.framework.FilterPlugin;
import io.jubernetes.scheduler.framework.PodToPlace;
import io.jubernetes.scheduler.framework.ScorePlugin;
import io.jubernetes.scheduler.framework.Verdict;
import io.jubernetes.scheduler.snapshot.ClusterSnapshot;
import io.jubernetes.scheduler.snapshot.NodeState;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Keeps pods off nodes whose taints they do not tolerate; prefers nodes with fewer soft taints that they do not tolerate. */
public final class TaintToleration implements FilterPlugin, ScorePlugin {

    @Override
    public String name() {
        return "TaintToleration";
    }

    @Override
    public int weight() {
        return 3;
    }

    @Override
    public Check prepare(PodToPlace pod, ClusterSnapshot snapshot) {
        return new Check(pod.tolerations());
    }

    @Override
    public Check prepare(PodToPlace pod, ClusterSnapshot snapshot, List<NodeState> nodes) {
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
        return node == null || prepare(rejected, ClusterSnapshot.EMPTY).test(node) == Verdict.PASS;
    }

    @Override
    public Set<ClusterEvent> worthRetryingOn() {
        return EnumSet.of(ClusterEvent.NODE_ADDED, ClusterEvent.NODE_TAINTS_CHANGED);
    }

    /** One pod's tolerations against a node's taints. */
    record Check(List<Toleration> tolerations) implements NodeFilter, NodeScorer {

        @Override
        public Verdict test(NodeState node) {
            for (Taint taint : node.taints()) {
                if (isHard(taint) && !Tolerations.tolerate(tolerations, taint)) {
                    return Verdict.never("node(s) had untolerated taint {" + taint.getKey() + ": "
                            + Tolerations.text(taint.getValue()) + "}");
                }
            }
            return Verdict.PASS;
        }

        @Override
        public long score(NodeState node) {
            return node.taints().stream()
                    .filter(taint -> Tolerations.PREFER_NO_SCHEDULE.equals(taint.getEffect()))
                    .filter(taint -> !Tolerations.tolerate(tolerations, taint))
                    .count();
        }

        @Override
        public void normalize(long[] scores) {
            ScorePlugin.scale(scores, true);
        }

        private static boolean isHard(Taint taint) {
            return Tolerations.NO_SCHEDULE.equals(taint.getEffect())
                    || Tolerations.NO_EXECUTE.equals(taint.getEffect());
        }
    }
}
