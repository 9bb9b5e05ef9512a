package io.jubernetes.testing.simulation.plane;

import com.fasterxml.jackson.databind.JsonNode;
import io.jubernetes.testing.simulation.history.ClusterView;
import io.jubernetes.testing.simulation.history.Objects;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What a cluster comes to when it is left alone. */
final class Expectation {

    private Expectation() {}

    static boolean nodesAreReady(ClusterView view, int count) {
        List<JsonNode> nodes = view.all(ClusterView.NODES);
        return nodes.size() == count
                && nodes.stream()
                        .allMatch(node -> Objects.isReady(node)
                                && node.path("spec").path("taints").isEmpty());
    }

    /** Every deployment and every StatefulSet says that it is complete, and is; every Job is. */
    static boolean isSettled(ClusterView view) {
        return view.all(ClusterView.JOBS).stream().allMatch(Expectation::isFinished)
                && view.all(ClusterView.STATEFUL_SETS).stream().allMatch(set -> isRolledOut(set, view))
                && deploymentsAreSettled(view);
    }

    private static boolean isFinished(JsonNode job) {
        JsonNode status = job.path("status");
        return status.has("completionTime")
                && status.path("succeeded").asInt()
                        >= job.path("spec").path("completions").asInt();
    }

    private static boolean isRolledOut(JsonNode set, ClusterView view) {
        JsonNode status = set.path("status");
        int replicas = Objects.replicas(set);
        String image = image(set.path("spec").path("template"));
        List<JsonNode> pods = view.all(ClusterView.PODS).stream()
                .filter(pod -> Objects.controllerUid(pod).equals(Objects.uid(set)))
                .toList();
        return status.path("observedGeneration").asLong()
                        == set.path("metadata").path("generation").asLong()
                && status.path("readyReplicas").asInt() == replicas
                && status.path("updateRevision")
                        .asText()
                        .equals(status.path("currentRevision").asText())
                && pods.size() == replicas
                && pods.stream()
                        .allMatch(pod -> Objects.isActive(pod)
                                && Objects.isReady(pod)
                                && image(pod).equals(image));
    }

    private static boolean deploymentsAreSettled(ClusterView view) {
        return view.all(ClusterView.DEPLOYMENTS).stream()
                .allMatch(deployment -> saysComplete(deployment) && isComplete(deployment, view));
    }

    private static boolean saysComplete(JsonNode deployment) {
        JsonNode status = deployment.path("status");
        int replicas = Objects.replicas(deployment);
        return status.path("observedGeneration").asLong()
                        == deployment.path("metadata").path("generation").asLong()
                && status.path("updatedReplicas").asInt() == replicas
                && status.path("replicas").asInt() == replicas
                && status.path("availableReplicas").asInt() == replicas;
    }

    private static boolean isComplete(JsonNode deployment, ClusterView view) {
        Set<String> sets = view.all(ClusterView.REPLICA_SETS).stream()
                .filter(set -> Objects.controllerUid(set).equals(Objects.uid(deployment)))
                .map(Objects::uid)
                .collect(Collectors.toSet());
        List<JsonNode> pods = view.all(ClusterView.PODS).stream()
                .filter(pod -> sets.contains(Objects.controllerUid(pod)))
                .toList();
        String image = image(deployment.path("spec").path("template"));
        return pods.size() == Objects.replicas(deployment)
                && pods.stream()
                        .allMatch(pod -> Objects.isActive(pod)
                                && Objects.isReady(pod)
                                && image(pod).equals(image));
    }

    private static String image(JsonNode podOrTemplate) {
        return podOrTemplate
                .path("spec")
                .path("containers")
                .path(0)
                .path("image")
                .asText();
    }

    static boolean nothingIsLeft(ClusterView view) {
        return view.all(ClusterView.DEPLOYMENTS).isEmpty()
                && view.all(ClusterView.STATEFUL_SETS).isEmpty()
                && view.all(ClusterView.JOBS).isEmpty()
                && view.all(ClusterView.REPLICA_SETS).isEmpty()
                && view.all(ClusterView.PODS).isEmpty();
    }
}
