package io.jubernetes.apiserver.table;

import static io.jubernetes.apiserver.table.Column.age;
import static io.jubernetes.apiserver.table.Column.count;
import static io.jubernetes.apiserver.table.Column.named;
import static io.jubernetes.apiserver.table.Column.size;
import static io.jubernetes.apiserver.table.Column.text;
import static io.jubernetes.apiserver.table.Fields.NONE;
import static io.jubernetes.apiserver.table.Fields.UNKNOWN;
import static io.jubernetes.apiserver.table.Fields.at;
import static io.jubernetes.apiserver.table.Fields.items;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Nodes, namespaces, configuration and quota. */
final class CoreColumns {

    private static final String ROLE_PREFIX = "node-role.kubernetes.io/";

    private CoreColumns() {}

    static List<Column> nodes() {
        return List.of(
                named(),
                text("Status", CoreColumns::nodeStatus),
                text("Roles", CoreColumns::nodeRoles),
                age(),
                text("Version", "status.nodeInfo.kubeletVersion"),
                text("Internal-IP", node -> address(node, "InternalIP")).wide(),
                text("External-IP", node -> address(node, "ExternalIP")).wide(),
                text("OS-Image", "status.nodeInfo.osImage", UNKNOWN).wide(),
                text("Kernel-Version", "status.nodeInfo.kernelVersion", UNKNOWN).wide(),
                text("Container-Runtime", "status.nodeInfo.containerRuntimeVersion", UNKNOWN)
                        .wide());
    }

    static List<Column> namespaces() {
        return List.of(named(), text("Status", "status.phase"), age());
    }

    static List<Column> configMaps() {
        return List.of(
                named(),
                count(
                                "Data",
                                map -> (long) at(map, "data").size()
                                        + at(map, "binaryData").size())
                        .asString(),
                age());
    }

    static List<Column> componentStatuses() {
        return List.of(
                named(),
                text("Status", CoreColumns::componentStatus),
                text("Message", status -> Fields.text(healthy(status), "message")),
                text("Error", status -> Fields.text(healthy(status), "error")));
    }

    private static JsonNode healthy(JsonNode status) {
        return items(status, "conditions").stream()
                .filter(condition -> Fields.text(condition, "type").equals("Healthy"))
                .findFirst()
                .orElse(MissingNode.getInstance());
    }

    private static String componentStatus(JsonNode status) {
        return switch (Fields.text(healthy(status), "status")) {
            case "True" -> "Healthy";
            case "False" -> "Unhealthy";
            default -> "Unknown";
        };
    }

    static List<Column> secrets() {
        return List.of(named(), text("Type", "type"), size("Data", "data").asString(), age());
    }

    static List<Column> serviceAccounts() {
        return List.of(named(), age());
    }

    static List<Column> resourceQuotas() {
        return List.of(
                named(),
                text("Request", quota -> quota(quota, false)),
                text("Limit", quota -> quota(quota, true)),
                age());
    }

    static List<Column> leases() {
        return List.of(named(), text("Holder", "spec.holderIdentity"), age());
    }

    static List<Column> priorityClasses() {
        return List.of(
                named(),
                count("Value", "value"),
                Column.flag("Global-Default", "globalDefault"),
                age(),
                text("PreemptionPolicy", "preemptionPolicy"));
    }

    static List<Column> runtimeClasses() {
        return List.of(named(), text("Handler", "handler"), age());
    }

    static List<Column> disruptionBudgets() {
        return List.of(
                named(),
                text("Min Available", "spec.minAvailable", "N/A"),
                text("Max Unavailable", "spec.maxUnavailable", "N/A"),
                count("Allowed Disruptions", "status.disruptionsAllowed"),
                age());
    }

    private static String nodeStatus(JsonNode node) {
        List<String> status = new ArrayList<>();
        boolean known = items(node, "status.conditions").stream()
                .anyMatch(c -> Fields.text(c, "type").equals("Ready"));
        status.add(known ? (Fields.condition(node, "Ready") ? "Ready" : "NotReady") : "Unknown");
        if (at(node, "spec.unschedulable").asBoolean()) {
            status.add("SchedulingDisabled");
        }
        return String.join(",", status);
    }

    private static String nodeRoles(JsonNode node) {
        TreeSet<String> roles = new TreeSet<>();
        at(node, "metadata.labels").properties().forEach(label -> {
            if (label.getKey().startsWith(ROLE_PREFIX)) {
                roles.add(label.getKey().substring(ROLE_PREFIX.length()));
            } else if (label.getKey().equals("kubernetes.io/role")) {
                roles.add(label.getValue().asText());
            }
        });
        roles.remove("");
        return roles.isEmpty() ? NONE : String.join(",", roles);
    }

    private static String address(JsonNode node, String type) {
        return items(node, "status.addresses").stream()
                .filter(a -> Fields.text(a, "type").equals(type))
                .findFirst()
                .map(a -> Fields.text(a, "address"))
                .orElse(NONE);
    }

    private static String quota(JsonNode quota, boolean limits) {
        TreeSet<String> names = new TreeSet<>();
        at(quota, "status.hard").properties().forEach(e -> names.add(e.getKey()));
        return String.join(
                ", ",
                names.stream()
                        .filter(n -> n.startsWith("limits") == limits)
                        .map(n -> n + ": " + used(quota, n) + "/"
                                + at(quota, "status.hard").path(n).asText())
                        .toList());
    }

    private static String used(JsonNode quota, String name) {
        return at(quota, "status.used").path(name).asText("0");
    }
}
