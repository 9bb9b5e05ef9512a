package io.jubernetes.testing.simulation.invariant;

import com.fasterxml.jackson.databind.JsonNode;
import io.jubernetes.testing.simulation.history.Change;
import io.jubernetes.testing.simulation.history.ClusterView;
import io.jubernetes.testing.simulation.history.Invariant;
import io.jubernetes.testing.simulation.history.Objects;

/** No pod is made for a ReplicaSet that has all it asks for, but for one more for each creation whose answer got lost. */
final class ReplicaSetsStopInTime implements Invariant {

    private final RecentPeak sizes = new RecentPeak();

    @Override
    public void check(Change change, ClusterView view) {
        if (change.isDeletion()) {
            return;
        }
        if (change.key().startsWith(ClusterView.REPLICA_SETS)) {
            sizes.is(Objects.uid(change.object()), view.nanoTime(), Objects.replicas(change.object()));
        }
        if (change.key().startsWith(ClusterView.PODS) && change.isCreation()) {
            created(change.object(), view);
        }
    }

    private void created(JsonNode created, ClusterView view) {
        String owner = Objects.controllerUid(created);
        if (!sizes.knows(owner)) {
            return;
        }
        long active = view.all(ClusterView.PODS).stream()
                .filter(pod -> Objects.controllerUid(pod).equals(owner) && Objects.isActive(pod))
                .count();
        int asked = sizes.of(owner, view.nanoTime());
        Invariant.require(
                active <= asked + view.lostCreations(),
                "%d pods where %d are asked for, %d answers lost",
                active,
                asked,
                view.lostCreations());
    }
}
