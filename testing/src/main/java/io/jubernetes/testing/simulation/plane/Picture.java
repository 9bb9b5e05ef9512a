package io.jubernetes.testing.simulation.plane;

import com.fasterxml.jackson.databind.JsonNode;
import io.jubernetes.testing.simulation.history.ClusterView;
import io.jubernetes.testing.simulation.history.Objects;

/** What a cluster looks like, in a few lines for people. */
final class Picture {

    private Picture() {}

    static String of(ClusterView view) {
        StringBuilder text = new StringBuilder();
        for (JsonNode node : view.all(ClusterView.NODES)) {
            line(text, "node", node).append(" ready=").append(Objects.isReady(node));
            text.append(" taints=").append(node.path("spec").path("taints"));
        }
        for (JsonNode deployment : view.all(ClusterView.DEPLOYMENTS)) {
            sized(line(text, "deployment", deployment), deployment);
        }
        for (JsonNode set : view.all(ClusterView.REPLICA_SETS)) {
            sized(line(text, "replicaset", set), set);
        }
        for (JsonNode set : view.all(ClusterView.STATEFUL_SETS)) {
            sized(line(text, "statefulset", set), set);
        }
        for (JsonNode job : view.all(ClusterView.JOBS)) {
            line(text, "job", job).append(" status=").append(job.path("status"));
        }
        for (JsonNode pod : view.all(ClusterView.PODS)) {
            line(text, "pod", pod).append(" node=").append(Objects.node(pod));
            text.append(" phase=").append(pod.path("status").path("phase").asText());
            text.append(" ready=").append(Objects.isReady(pod));
            text.append(" owner=").append(Objects.controllerUid(pod));
        }
        return text.toString();
    }

    private static StringBuilder line(StringBuilder text, String kind, JsonNode object) {
        text.append("\n  ").append(kind).append(' ').append(Objects.name(object));
        return Objects.isBeingDeleted(object) ? text.append(" (being deleted)") : text;
    }

    private static void sized(StringBuilder text, JsonNode object) {
        text.append(" replicas=").append(Objects.replicas(object));
        text.append(" generation=").append(object.path("metadata").path("generation"));
        text.append(" status=").append(object.path("status"));
    }
}
