package io.jubernetes.controllers.endpointslice;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Quantity;
import io.jubernetes.controllers.ownership.LabelMatch;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How much of the cluster's processors is in each zone, by the zone's name; none when there is only one zone, or when a node does not
 * say where it is or what it has.
 */
record ZoneShares(Map<String, Double> byZone) {

    static final String ZONE = "topology.kubernetes.io/zone";
    private static final List<String> CONTROL =
            List.of("node-role.kubernetes.io/control-plane", "node-role.kubernetes.io/master");
    private static final ZoneShares UNKNOWN = new ZoneShares(Map.of());

    static ZoneShares of(List<Node> nodes) {
        Map<String, BigDecimal> sums = new TreeMap<>();
        for (Node node : nodes) {
            Map<String, String> labels = LabelMatch.labels(node);
            if (isReady(node) && CONTROL.stream().noneMatch(labels::containsKey)) {
                String zone = labels.getOrDefault(ZONE, "");
                BigDecimal processors = processors(node);
                if (zone.isEmpty() || processors.signum() == 0) {
                    return UNKNOWN;
                }
                sums.merge(zone, processors, BigDecimal::add);
            }
        }
        return sums.size() < 2 ? UNKNOWN : shares(sums);
    }

    private static ZoneShares shares(Map<String, BigDecimal> sums) {
        double total =
                sums.values().stream().mapToDouble(BigDecimal::doubleValue).sum();
        Map<String, Double> shares = new TreeMap<>();
        sums.forEach((zone, sum) -> shares.put(zone, sum.doubleValue() / total));
        return new ZoneShares(shares);
    }

    /** What a node counts for: nothing when it is not ready. */
    static BigDecimal weight(Node node) {
        return isReady(node) ? processors(node) : BigDecimal.ZERO;
    }

    private static boolean isReady(Node node) {
        return node.getStatus() != null
                && node.getStatus().getConditions().stream()
                        .anyMatch(condition ->
                                "Ready".equals(condition.getType()) && "True".equals(condition.getStatus()));
    }

    private static BigDecimal processors(Node node) {
        Quantity cpu = node.getStatus().getAllocatable() == null
                ? null
                : node.getStatus().getAllocatable().get("cpu");
        return cpu == null ? BigDecimal.ZERO : Quantity.getAmountInBytes(cpu);
    }
}
