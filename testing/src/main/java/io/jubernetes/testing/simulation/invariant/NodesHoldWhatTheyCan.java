package io.jubernetes.testing.simulation.invariant;

import com.fasterxml.jackson.databind.JsonNode;
import io.jubernetes.apimachinery.quantity.Quantity;
import io.jubernetes.testing.simulation.history.Change;
import io.jubernetes.testing.simulation.history.ClusterView;
import io.jubernetes.testing.simulation.history.Invariant;
import io.jubernetes.testing.simulation.history.Objects;
import java.util.List;

/** The pods on a node that have not ended ask for no more than the node offers; looked at when a pod gets its node. */
final class NodesHoldWhatTheyCan implements Invariant {

    @Override
    public void check(Change change, ClusterView view) {
        if (!change.key().startsWith(ClusterView.PODS) || change.isDeletion()) {
            return;
        }
        String node = Objects.node(change.object());
        if (node.isEmpty() || node.equals(Objects.node(change.previous()))) {
            return;
        }
        JsonNode allocatable = view.at(ClusterView.NODES + node).path("status").path("allocatable");
        List<JsonNode> pods = view.all(ClusterView.PODS).stream()
                .filter(pod -> Objects.node(pod).equals(node) && !Objects.hasEnded(pod))
                .toList();
        for (String resource : List.of("cpu", "memory")) {
            if (allocatable.has(resource)) {
                require(
                        pods,
                        resource,
                        Quantity.parse(allocatable.path(resource).asText()));
            }
        }
        int places = allocatable.path("pods").asInt(Integer.MAX_VALUE);
        Invariant.require(pods.size() <= places, "%d pods on %d places", pods.size(), places);
    }

    private static void require(List<JsonNode> pods, String resource, Quantity offered) {
        Quantity asked = Quantity.ZERO;
        for (JsonNode pod : pods) {
            asked = asked.add(Objects.requests(pod, resource));
        }
        Invariant.require(asked.compareTo(offered) <= 0, "%s: %s of %s promised", resource, asked, offered);
    }
}
