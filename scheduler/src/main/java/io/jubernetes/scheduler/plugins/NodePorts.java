package io.jubernetes.scheduler.plugins;

import io.jubernetes.scheduler.framework.Change;
import io.jubernetes.scheduler.framework.ClusterEvent;
import io.jubernetes.scheduler.framework.FilterPlugin;
import io.jubernetes.scheduler.framework.PodToPlace;
import io.jubernetes.scheduler.framework.Verdict;
import io.jubernetes.scheduler.snapshot.ClusterSnapshot;
import io.jubernetes.scheduler.snapshot.HostPort;
import io.jubernetes.scheduler.snapshot.NodeState;
import io.jubernetes.scheduler.snapshot.PlacedPod;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Two pods cannot have the same port of a node. */
public final class NodePorts implements FilterPlugin {

    @Override
    public String name() {
        return "NodePorts";
    }

    @Override
    public @Nullable NodeFilter prepare(PodToPlace pod, ClusterSnapshot snapshot) {
        List<HostPort> wanted = pod.demand().ports();
        if (wanted.isEmpty()) {
            return null;
        }
        return node -> conflict(wanted, node)
                ? Verdict.full("node(s) didn't have free ports for the requested pod ports")
                : Verdict.PASS;
    }

    @Override
    public boolean isLocal() {
        return true;
    }

    @Override
    public boolean mayHelp(Change change, PodToPlace rejected) {
        PlacedPod gone = change.pod();
        return gone == null
                || gone.ports().stream()
                        .anyMatch(freed -> rejected.demand().ports().stream().anyMatch(freed::conflictsWith));
    }

    @Override
    public Set<ClusterEvent> worthRetryingOn() {
        return EnumSet.of(ClusterEvent.NODE_ADDED, ClusterEvent.POD_LEFT_NODE);
    }

    private static boolean conflict(List<HostPort> wanted, NodeState node) {
        return node.ports().stream().anyMatch(taken -> wanted.stream().anyMatch(taken::conflictsWith));
    }
}
