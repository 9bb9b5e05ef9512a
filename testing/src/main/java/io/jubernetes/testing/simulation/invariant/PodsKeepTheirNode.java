package io.jubernetes.testing.simulation.invariant;

import io.jubernetes.testing.simulation.history.Change;
import io.jubernetes.testing.simulation.history.ClusterView;
import io.jubernetes.testing.simulation.history.Invariant;
import io.jubernetes.testing.simulation.history.Objects;

/** A pod that was given a node stays there, and stays the same pod, until it is gone. */
final class PodsKeepTheirNode implements Invariant {

    @Override
    public void check(Change change, ClusterView view) {
        if (!change.key().startsWith(ClusterView.PODS) || change.isCreation() || change.isDeletion()) {
            return;
        }
        String before = Objects.node(change.previous());
        String now = Objects.node(change.object());
        Invariant.require(before.isEmpty() || before.equals(now), "moved from %s to %s", before, now);
        String uid = Objects.uid(change.previous());
        Invariant.require(uid.equals(Objects.uid(change.object())), "another pod in place of %s", uid);
    }
}
