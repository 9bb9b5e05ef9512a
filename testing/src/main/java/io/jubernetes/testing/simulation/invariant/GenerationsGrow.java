package io.jubernetes.testing.simulation.invariant;

import com.fasterxml.jackson.databind.JsonNode;
import io.jubernetes.testing.simulation.history.Change;
import io.jubernetes.testing.simulation.history.ClusterView;
import io.jubernetes.testing.simulation.history.Invariant;

/** A generation never goes back, changes only with the wish, and nobody has observed one that was not there yet. */
final class GenerationsGrow implements Invariant {

    @Override
    public void check(Change change, ClusterView view) {
        boolean workload =
                change.key().startsWith(ClusterView.DEPLOYMENTS) || change.key().startsWith(ClusterView.REPLICA_SETS);
        if (!workload || change.isDeletion()) {
            return;
        }
        long now = generation(change.object());
        long observed =
                change.object().path("status").path("observedGeneration").asLong();
        Invariant.require(observed <= now, "observed %d of %d", observed, now);
        if (!change.isCreation()) {
            long before = generation(change.previous());
            Invariant.require(before <= now, "from %d back to %d", before, now);
            boolean same = change.previous().path("spec").equals(change.object().path("spec"));
            Invariant.require(same || before < now, "the wish changed within generation %d", now);
        }
    }

    private static long generation(JsonNode object) {
        return object.path("metadata").path("generation").asLong();
    }
}
