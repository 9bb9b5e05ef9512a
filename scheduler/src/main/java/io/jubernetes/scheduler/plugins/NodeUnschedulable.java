package io.jubernetes.scheduler.plugins;

import io.fabric8.kubernetes.api.model.Taint;
import io.jubernetes.scheduler.framework.Change;
import io.jubernetes.scheduler.framework.ClusterEvent;
import io.jubernetes.scheduler.framework.FilterPlugin;
import io.jubernetes.scheduler.framework.PodToPlace;
import io.jubernetes.scheduler.framework.Verdict;
import io.jubernetes.scheduler.snapshot.ClusterSnapshot;
import io.jubernetes.scheduler.snapshot.NodeState;
import java.util.EnumSet;
import java.util.Set;

/** A cordoned node takes only pods that tolerate the taint which stands for being cordoned. */
public final class NodeUnschedulable implements FilterPlugin {

    private static final Taint CORDONED =
            new Taint(Tolerations.NO_SCHEDULE, "node.kubernetes.io/unschedulable", null, "");

    @Override
    public String name() {
        return "NodeUnschedulable";
    }

    @Override
    public NodeFilter prepare(PodToPlace pod, ClusterSnapshot snapshot) {
        boolean tolerated = Tolerations.tolerate(pod.tolerations(), CORDONED);
        return node ->
                !node.isUnschedulable() || tolerated ? Verdict.PASS : Verdict.never("node(s) were unschedulable");
    }

    @Override
    public boolean isLocal() {
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
}
