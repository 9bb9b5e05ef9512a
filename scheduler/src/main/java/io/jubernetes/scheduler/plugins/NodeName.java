package io.jubernetes.scheduler.plugins;

import io.jubernetes.scheduler.framework.ClusterEvent;
import io.jubernetes.scheduler.framework.FilterPlugin;
import io.jubernetes.scheduler.framework.PodToPlace;
import io.jubernetes.scheduler.framework.Verdict;
import io.jubernetes.scheduler.snapshot.ClusterSnapshot;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A pod that names its node goes nowhere else. */
public final class NodeName implements FilterPlugin {

    @Override
    public String name() {
        return "NodeName";
    }

    @Override
    public @Nullable NodeFilter prepare(PodToPlace pod, ClusterSnapshot snapshot) {
        String wanted = pod.spec().getNodeName();
        if (wanted == null || wanted.isEmpty()) {
            return null;
        }
        return node -> node.name().equals(wanted)
                ? Verdict.PASS
                : Verdict.never("node(s) didn't match the requested node name");
    }

    @Override
    public boolean isLocal() {
        return true;
    }

    @Override
    public Set<ClusterEvent> worthRetryingOn() {
        return EnumSet.of(ClusterEvent.NODE_ADDED);
    }
}
