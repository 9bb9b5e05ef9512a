package io.jubernetes.cli.describe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.quantity.Quantity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The pods of a node, and how much of the node they have asked for. */
final class NodePods {

    private static final Quantity ZERO = Quantity.parse("0");

    private NodePods() {}

    static void describe(List<ObjectNode> pods, Context node, Writer out) {
        JsonNode allocatable = node.status().path("allocatable");
        out.line(0, "Non-terminated Pods:\t(" + pods.size() + " in total)");
        out.line(1, "Namespace\tName\t\tCPU Requests\tCPU Limits\tMemory Requests\tMemory Limits\tAge");
        out.line(1, "---------\t----\t\t------------\t----------\t---------------\t-------------\t---");
        Map<String, Quantity> requests = new TreeMap<>();
        Map<String, Quantity> limits = new TreeMap<>();
        for (JsonNode pod : pods) {
            Map<String, Quantity> own = sum(pod, "requests");
            Map<String, Quantity> most = sum(pod, "limits");
            own.forEach((name, amount) -> requests.merge(name, amount, Quantity::add));
            most.forEach((name, amount) -> limits.merge(name, amount, Quantity::add));
            out.line(
                    1,
                    String.join(
                            "\t",
                            pod.path("metadata").path("namespace").asText(),
                            pod.path("metadata").path("name").asText() + "\t",
                            share(own, "cpu", allocatable),
                            share(most, "cpu", allocatable),
                            share(own, "memory", allocatable),
                            share(most, "memory", allocatable),
                            Times.age(
                                    Times.parse(pod.path("metadata")
                                            .path("creationTimestamp")
                                            .asText("")),
                                    node.now())));
        }
        out.line(0, "Allocated resources:");
        out.line(1, "(Total limits may be over 100 percent, i.e., overcommitted.)");
        out.line(1, "Resource\tRequests\tLimits");
        out.line(1, "--------\t--------\t------");
        List<String> names = new ArrayList<>(List.of("cpu", "memory", "ephemeral-storage"));
        Writer.sorted(allocatable).keySet().stream()
                .filter(n -> !names.contains(n) && !n.equals("pods"))
                .forEach(names::add);
        for (String name : names) {
            out.line(1, name + "\t" + share(requests, name, allocatable) + "\t" + share(limits, name, allocatable));
        }
    }

    private static Map<String, Quantity> sum(JsonNode pod, String kind) {
        Map<String, Quantity> sum = new TreeMap<>();
        for (JsonNode container : pod.path("spec").path("containers")) {
            Writer.sorted(container.path("resources").path(kind))
                    .forEach((name, amount) -> sum.merge(name, Quantity.parse(amount), Quantity::add));
        }
        return sum;
    }

    private static String share(Map<String, Quantity> amounts, String name, JsonNode allocatable) {
        Quantity amount = amounts.getOrDefault(name, ZERO);
        String whole = allocatable.path(name).asText("0");
        long all = Quantity.parse(whole).milliValue();
        return amount + " (" + (all == 0 ? 0 : amount.milliValue() * 100 / all) + "%)";
    }
}
