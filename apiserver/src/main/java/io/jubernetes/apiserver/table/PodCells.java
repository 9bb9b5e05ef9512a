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
                timed("Restarts", pod -> restarts(PodSummary.of(pod))),
                Column.age(),
                Column.text("IP", PodCells::address).wide(),
                Column.text("Node", "spec.nodeName", NONE).wide(),
                Column.text("Nominated Node", "status.nominatedNodeName", NONE).wide(),
                Column.text("Readiness Gates", PodCells::readinessGates).wide());
    }

    private static Cells.Cell restarts(PodSummary summary) {
        if (summary.restarts() == 0 || summary.lastRestart().isEmpty()) {
            return Column.text(Long.toString(summary.restarts()));
        }
        String before = summary.restarts() + " (";
        return switch (Fields.since(summary.lastRestart())) {
            case Cells.Since since -> new Cells.Since(before, since.moment(), " ago)");
            case Cells.Value unknown -> Column.text(before + unknown.json().asText() + " ago)");
        };
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
