package io.jubernetes.testing.simulation.invariant;

import io.jubernetes.testing.simulation.history.Change;
import io.jubernetes.testing.simulation.history.ClusterView;
import io.jubernetes.testing.simulation.history.Invariant;
import io.jubernetes.testing.simulation.history.Objects;

/** A pod that succeeded or failed does not run again. */
final class EndedPodsStayEnded implements Invariant {

    @Override
    public void check(Change change, ClusterView view) {
        if (!change.key().startsWith(ClusterView.PODS) || change.isCreation() || change.isDeletion()) {
            return;
        }
        boolean revived = Objects.hasEnded(change.previous()) && !Objects.hasEnded(change.object());
        Invariant.require(!revived, "it had ended, and runs again");
    }
}
