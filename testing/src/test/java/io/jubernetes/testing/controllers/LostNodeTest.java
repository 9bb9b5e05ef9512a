package io.jubernetes.testing.controllers;

import static io.jubernetes.testing.controllers.ClusterContext.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Taint;
import io.jubernetes.apimachinery.patch.PatchType;
import io.jubernetes.client.ResourceClient;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class LostNodeTest {

    private int beats;

    /** What a living node's agent does from time to time. */
    private void beat(ResourceClient<Node> nodes, String name) {
        beats++;
        ObjectNode patch = JsonNodeFactory.instance.objectNode();
        patch.putObject("status")
                .putArray("conditions")
                .addObject()
                .put("type", "Ready")
                .put("status", "True")
                .put("lastHeartbeatTime", String.format("2026-01-01T%02d:%02d:00Z", beats / 60 % 24, beats % 60));
        nodes.patchStatus(null, name, PatchType.STRATEGIC, patch);
    }

    private static String ready(Node node) {
        return node.getStatus().getConditions().stream()
                .filter(condition -> "Ready".equals(condition.getType()))
                .map(condition -> condition.getStatus())
                .findFirst()
                .orElse("none");
    }

    private static List<String> taints(Node node) {
        return node.getSpec() == null
                ? List.of()
                : node.getSpec().getTaints().stream()
                        .map((Taint taint) -> taint.getKey() + ":" + taint.getEffect())
                        .sorted()
                        .toList();
    }

    @Test
    void aSilentNodeIsUnreachableUntilItSpeaksAgain() {
        try (ClusterContext cluster = new ClusterContext(Duration.ofSeconds(2))) {
            ResourceClient<Node> nodes = cluster.client().resources(Node.class);
            cluster.addNode("alive");
            cluster.addNode("silent");
            await("the silent node's taints", () -> {
                beat(nodes, "alive");
                return taints(nodes.get(null, "silent")).size() == 2;
            });
            assertThat(ready(nodes.get(null, "silent"))).isEqualTo("Unknown");
            assertThat(taints(nodes.get(null, "silent")))
                    .containsExactly(
                            "node.kubernetes.io/unreachable:NoExecute", "node.kubernetes.io/unreachable:NoSchedule");
            assertThat(taints(nodes.get(null, "alive"))).isEmpty();
            await("the taints gone", () -> {
                beat(nodes, "alive");
                beat(nodes, "silent");
                return taints(nodes.get(null, "silent")).isEmpty();
            });
        }
    }
}
