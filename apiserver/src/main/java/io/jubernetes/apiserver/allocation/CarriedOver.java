package io.jubernetes.apiserver.allocation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** An update that does not say which address and ports it wants keeps those that the Service has. */
final class CarriedOver {

    private CarriedOver() {}

    static void apply(ServiceFields before, ObjectNode next) {
        if (before.service() == null) {
            return;
        }
        ServiceFields after = new ServiceFields(next);
        ObjectNode spec = next.withObject("/spec");
        if (before.needsAddress()
                && !after.isExternalName()
                && after.clusterIp().isEmpty()) {
            carry(before.service().path("spec"), spec, "clusterIP");
            carry(before.service().path("spec"), spec, "clusterIPs");
        }
        if (before.needsNodePorts() && after.needsNodePorts()) {
            after.ports().forEach(port -> nodePort(before, (ObjectNode) port));
        }
        if (before.needsHealthCheckPort() && after.needsHealthCheckPort() && after.healthCheckPort() == 0) {
            carry(before.service().path("spec"), spec, "healthCheckNodePort");
        }
    }

    private static void nodePort(ServiceFields before, ObjectNode port) {
        if (port.path("nodePort").asInt(0) != 0) {
            return;
        }
        Optional<JsonNode> same = before.ports().stream()
                .filter(p -> p.path("port").equals(port.path("port"))
                        && p.path("protocol")
                                .asText("TCP")
                                .equals(port.path("protocol").asText("TCP")))
                .findFirst();
        same.ifPresent(p -> carry(p, port, "nodePort"));
    }

    private static void carry(JsonNode from, ObjectNode to, String field) {
        boolean empty = to.path(field).isMissingNode()
                || to.path(field).isNull()
                || to.path(field).asText("").isEmpty() && to.path(field).isEmpty();
        if (from.has(field) && empty) {
            to.set(field, from.get(field).deepCopy());
        }
    }
}
