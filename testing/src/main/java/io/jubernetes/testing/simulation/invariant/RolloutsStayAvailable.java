package io.jubernetes.testing.simulation.invariant;

import com.fasterxml.jackson.databind.JsonNode;
import io.jubernetes.testing.simulation.history.Change;
import io.jubernetes.testing.simulation.history.ClusterView;
import io.jubernetes.testing.simulation.history.Invariant;
import io.jubernetes.testing.simulation.history.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** While nothing but a rollout happens, a Deployment that was complete never has fewer ready pods than it may. */
final class RolloutsStayAvailable implements Invariant {

    @Override
    public void check(Change change, ClusterView view) {
        if (!view.isCalm() || !change.key().startsWith(ClusterView.PODS)) {
            return;
        }
        for (JsonNode deployment : view.all(ClusterView.DEPLOYMENTS)) {
            if (!Objects.isBeingDeleted(deployment)) {
                check(deployment, view);
            }
        }
    }

    private static void check(JsonNode deployment, ClusterView view) {
        Set<String> sets = RolloutBounds.setsOf(deployment, view).stream()
                .map(Objects::uid)
                .collect(Collectors.toSet());
        long ready = view.all(ClusterView.PODS).stream()
                .filter(pod -> sets.contains(Objects.controllerUid(pod)))
                .filter(pod -> Objects.isActive(pod) && Objects.isReady(pod))
                .count();
        int least = RolloutBounds.of(deployment).least();
        Invariant.require(ready >= least, "%d pods ready, at least %d due", ready, least);
    }
}
