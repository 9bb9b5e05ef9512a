package io.jubernetes.apiserver.table;

import static io.jubernetes.apiserver.table.Column.age;
import static io.jubernetes.apiserver.table.Column.named;
import static io.jubernetes.apiserver.table.Column.text;
import static io.jubernetes.apiserver.table.Fields.NONE;
import static io.jubernetes.apiserver.table.Fields.UNSET;
import static io.jubernetes.apiserver.table.Fields.at;
import static io.jubernetes.apiserver.table.Fields.items;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Services and what leads traffic to pods. */
final class NetworkColumns {

    private NetworkColumns() {}

    static List<Column> services() {
        return List.of(
                named(),
                text("Type", "spec.type"),
                text("Cluster-IP", NetworkColumns::clusterIp),
                text("External-IP", NetworkColumns::externalIp),
                text("Port(s)", NetworkColumns::servicePorts),
                age(),
                text("Selector", service -> Fields.labels(at(service, "spec.selector")))
                        .wide());
    }

    static List<Column> endpoints() {
        return List.of(named(), text("Endpoints", NetworkColumns::endpointAddresses), age());
    }

    static List<Column> endpointSlices() {
        return List.of(
                named(),
                text("AddressType", "addressType"),
                text("Ports", NetworkColumns::slicePorts),
                text("Endpoints", NetworkColumns::sliceAddresses),
                age());
    }

    static List<Column> ingresses() {
        return List.of(
                named(),
                text("Class", NetworkColumns::ingressClass),
                text("Hosts", NetworkColumns::ingressHosts),
                text("Address", ingress -> loadBalancer(ingress)),
                text("Ports", ingress -> items(ingress, "spec.tls").isEmpty() ? "80" : "80, 443"),
                age());
    }

    static List<Column> ingressClasses() {
        return List.of(
                named(),
                text("Controller", "spec.controller"),
                text(
                        "Parameters",
                        c -> Fields.has(c, "spec.parameters") ? References.groupName(at(c, "spec.parameters")) : NONE),
                age());
    }

    static List<Column> networkPolicies() {
        return List.of(named(), text("Pod-Selector", p -> Fields.selector(at(p, "spec.podSelector"))), age());
    }

    static List<Column> serviceCidrs() {
        return List.of(named(), text("CIDRs", c -> String.join(",", Fields.texts(c, "spec.cidrs"))), age());
    }

    static List<Column> ipAddresses() {
        return List.of(named(), text("ParentRef", NetworkColumns::parent));
    }

    private static String parent(JsonNode address) {
        JsonNode ref = at(address, "spec.parentRef");
        String group = Fields.text(ref, "group");
        String resource = Fields.text(ref, "resource") + (group.isEmpty() ? "" : "." + group);
        String namespace = Fields.text(ref, "namespace");
        return resource + "/" + (namespace.isEmpty() ? "" : namespace + "/") + Fields.text(ref, "name");
    }

    private static String clusterIp(JsonNode service) {
        List<String> all = Fields.texts(service, "spec.clusterIPs");
        return all.isEmpty() ? Fields.text(service, "spec.clusterIP", NONE) : all.getFirst();
    }

    private static String externalIp(JsonNode service) {
        String external = String.join(",", Fields.texts(service, "spec.externalIPs"));
        return switch (Fields.text(service, "spec.type")) {
            case "ExternalName" -> Fields.text(service, "spec.externalName");
            case "LoadBalancer" -> {
                String balancer = loadBalancer(service);
                String both = balancer + (balancer.isEmpty() || external.isEmpty() ? "" : ",") + external;
                yield both.isEmpty() ? "<pending>" : both;
            }
            case "ClusterIP", "NodePort" -> external.isEmpty() ? NONE : external;
            default -> Fields.UNKNOWN;
        };
    }

    private static String loadBalancer(JsonNode object) {
        return String.join(
                ",",
                items(object, "status.loadBalancer.ingress").stream()
                        .map(i -> Fields.text(i, "ip", Fields.text(i, "hostname")))
                        .filter(t -> !t.isEmpty())
                        .distinct()
                        .sorted()
                        .toList());
    }

    private static String servicePorts(JsonNode service) {
        List<String> ports = items(service, "spec.ports").stream()
                .map(NetworkColumns::servicePort)
                .toList();
        return ports.isEmpty() ? NONE : String.join(",", ports);
    }

    private static String servicePort(JsonNode port) {
        long nodePort = Fields.number(port, "nodePort");
        return Fields.number(port, "port")
                + (nodePort > 0 ? ":" + nodePort : "")
                + "/"
                + Fields.text(port, "protocol", "TCP");
    }

    private static String endpointAddresses(JsonNode endpoints) {
        List<String> all = new ArrayList<>();
        for (JsonNode subset : items(endpoints, "subsets")) {
            List<String> addresses = items(subset, "addresses").stream()
                    .map(a -> Fields.text(a, "ip"))
                    .toList();
            List<JsonNode> ports = items(subset, "ports");
            if (ports.isEmpty()) {
                all.addAll(addresses);
            }
            ports.forEach(p -> addresses.forEach(a -> all.add(hostPort(a, Fields.number(p, "port")))));
        }
        return items(endpoints, "subsets").isEmpty() ? NONE : Fields.firstThree(all, "");
    }

    private static String hostPort(String host, long port) {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }

    private static String slicePorts(JsonNode slice) {
        List<String> ports = items(slice, "ports").stream()
                .map(p -> Fields.text(p, "port", Fields.text(p, "name", "*")))
                .toList();
        return Fields.firstThree(ports, UNSET);
    }

    private static String sliceAddresses(JsonNode slice) {
        List<String> addresses = items(slice, "endpoints").stream()
                .flatMap(e -> Fields.texts(e, "addresses").stream())
                .toList();
        return Fields.firstThree(addresses, UNSET);
    }

    private static String ingressClass(JsonNode ingress) {
        String annotation = at(ingress, "metadata.annotations")
                .path("kubernetes.io/ingress.class")
                .asText("");
        return Fields.text(ingress, "spec.ingressClassName", annotation.isEmpty() ? NONE : annotation);
    }

    private static String ingressHosts(JsonNode ingress) {
        List<String> hosts = items(ingress, "spec.rules").stream()
                .map(rule -> Fields.text(rule, "host"))
                .filter(host -> !host.isEmpty())
                .toList();
        return Fields.firstThree(hosts, "*");
    }
}
