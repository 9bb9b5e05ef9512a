package io.jubernetes.testing.simulation.invariant;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.jubernetes.testing.simulation.history.ClusterView;
import io.jubernetes.testing.simulation.history.Objects;
import java.util.List;

/**
 * How far a rolling update may go, from a Deployment's own words.
 *
 * @param most that the sizes of its ReplicaSets may add up to
 * @param least pods that must be ready
 */
record RolloutBounds(int most, int least) {

    static RolloutBounds of(JsonNode deployment) {
        int replicas = Objects.replicas(deployment);
        JsonNode rolling = deployment.path("spec").path("strategy").path("rollingUpdate");
        int surge = share(rolling.path("maxSurge"), replicas, true);
        int unavailable = share(rolling.path("maxUnavailable"), replicas, false);
        if (surge == 0 && unavailable == 0) {
            unavailable = 1;
        }
        return new RolloutBounds(replicas + surge, replicas - Math.min(unavailable, replicas));
    }

    private static int share(JsonNode value, int replicas, boolean up) {
        if (value.isNumber()) {
            return value.asInt();
        }
        String text = value.asText("25%");
        double exact = Double.parseDouble(text.substring(0, text.length() - 1)) * replicas / 100;
        return (int) (up ? Math.ceil(exact) : Math.floor(exact));
    }

    static List<JsonNode> setsOf(JsonNode deployment, ClusterView view) {
        String uid = Objects.uid(deployment);
        return view.all(ClusterView.REPLICA_SETS).stream()
                .filter(set -> Objects.controllerUid(set).equals(uid))
                .toList();
    }

    static JsonNode deploymentOf(JsonNode set, ClusterView view) {
        String owner = Objects.controllerUid(set);
        return view.all(ClusterView.DEPLOYMENTS).stream()
                .filter(deployment -> Objects.uid(deployment).equals(owner))
                .findFirst()
                .orElse(MissingNode.getInstance());
    }
}
