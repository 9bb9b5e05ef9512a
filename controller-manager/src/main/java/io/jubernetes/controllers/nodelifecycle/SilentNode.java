package io.jubernetes.controllers.nodelifecycle;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeCondition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The conditions of a node that has not been heard of for too long. */
final class SilentNode {

    private static final List<String> TYPES = List.of("Ready", "MemoryPressure", "DiskPressure", "PIDPressure");

    private SilentNode() {}

    static List<NodeCondition> conditions(Node node, Instant now) {
        List<NodeCondition> conditions = new ArrayList<>();
        List<NodeCondition> present =
                node.getStatus() == null ? List.of() : node.getStatus().getConditions();
        present.stream().filter(c -> !TYPES.contains(c.getType())).forEach(conditions::add);
        for (String type : TYPES) {
            NodeCondition known = NodeTaints.condition(node, type);
            conditions.add(known == null ? never(node, type, now) : unknown(known, now));
        }
        return conditions;
    }

    private static NodeCondition never(Node node, String type, Instant now) {
        return new NodeCondition(
                node.getMetadata().getCreationTimestamp(),
                now.toString(),
                "Kubelet never posted node status.",
                "NodeStatusNeverUpdated",
                "Unknown",
                type);
    }

    private static NodeCondition unknown(NodeCondition known, Instant now) {
        if ("Unknown".equals(known.getStatus())) {
            return known;
        }
        return new NodeCondition(
                known.getLastHeartbeatTime(),
                now.toString(),
                "Kubelet stopped posting node status.",
                "NodeStatusUnknown",
                "Unknown",
                known.getType());
    }
}
