package io.jubernetes.testing.simulation.invariant;

import com.fasterxml.jackson.databind.JsonNode;
import io.jubernetes.testing.simulation.history.Change;
import io.jubernetes.testing.simulation.history.ClusterView;
import io.jubernetes.testing.simulation.history.Invariant;
import io.jubernetes.testing.simulation.history.Objects;

/** When a ReplicaSet grows, all ReplicaSets of its Deployment together ask for no more than size and surge allow. */
final class DeploymentsWithinSurge implements Invariant {

    private final RecentPeak bounds = new RecentPeak();

    @Override
    public void check(Change change, ClusterView view) {
        if (change.isDeletion()) {
            return;
        }
        if (change.key().startsWith(ClusterView.DEPLOYMENTS)) {
            int most = RolloutBounds.of(change.object()).most();
            bounds.is(Objects.uid(change.object()), view.nanoTime(), most);
        }
        if (change.key().startsWith(ClusterView.REPLICA_SETS) && grows(change)) {
            JsonNode deployment = RolloutBounds.deploymentOf(change.object(), view);
            if (!deployment.isMissingNode()) {
                grown(deployment, view);
            }
        }
    }

    private static boolean grows(Change change) {
        int before = change.isCreation() ? 0 : Objects.replicas(change.previous());
        return Objects.replicas(change.object()) > before;
    }

    private void grown(JsonNode deployment, ClusterView view) {
        int asked = RolloutBounds.setsOf(deployment, view).stream()
                .mapToInt(Objects::replicas)
                .sum();
        int most = bounds.of(Objects.uid(deployment), view.nanoTime());
        Invariant.require(asked <= most, "%d pods asked for, at most %d allowed", asked, most);
    }
}
