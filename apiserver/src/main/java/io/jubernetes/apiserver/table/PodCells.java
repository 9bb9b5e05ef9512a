package io.jubernetes.apiserver.table;

import static io.jubernetes.apiserver.table.Column.timed;
import static io.jubernetes.apiserver.table.Fields.NONE;
import static io.jubernetes.apiserver.table.Fields.items;
import static io.jubernetes.apiserver.table.Fields.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** Pods: the columns, whose status sums up the phase and what the containers report. */
final class PodCells {

    private PodCells() {}

    static List<Column> columns() {
        return List.of(
                Column.named(),
                Column.text("Ready", pod -> {
                    PodSummary summary = PodSummary.of(pod);
                    return summary.ready() + "/" + summary.total();
                }),
                Column.text("Status", pod -> PodSummary.of(pod).reason()),
                timed("Restarts", (pod, now) -> restarts(PodSummary.of(pod), now)),
                Column.age(),
                Column.text("IP", PodCells::address).wide(),
                Column.text("Node", "spec.nodeName", NONE).wide(),
                Column.text("Nominated Node", "status.nominatedNodeName", NONE).wide(),
                Column.text("Readiness Gates", PodCells::readinessGates).wide());
    }

    private static String restarts(PodSummary summary, java.time.Instant now) {
        return summary.restarts() == 0 || summary.lastRestart().isEmpty()
                ? Long.toString(summary.restarts())
                : summary.restarts() + " (" + Fields.since(summary.lastRestart(), now) + " ago)";
    }

    private static String address(JsonNode pod) {
        List<JsonNode> addresses = items(pod, "status.podIPs");
        return addresses.isEmpty() ? text(pod, "status.podIP", NONE) : text(addresses.getFirst(), "ip", NONE);
    }

    private static String readinessGates(JsonNode pod) {
        List<JsonNode> gates = items(pod, "spec.readinessGates");
        long fulfilled = gates.stream()
                .filter(gate -> Fields.condition(pod, text(gate, "conditionType")))
                .count();
        return gates.isEmpty() ? NONE : fulfilled + "/" + gates.size();
    }
}
