package io.jubernetes.apiserver.allocation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.apimachinery.error.StatusCause;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/** Node ports: one for each port of a Service, and one for the health check of a load balancer that keeps to its node. */
final class PortStep {

    private final ServicePools pools;
    private final RandomGenerator random;
    private final Taken taken;

    PortStep(ServicePools pools, RandomGenerator random, Taken taken) {
        this.pools = pools;
        this.random = random;
        this.taken = taken;
    }

    void apply(ServiceFields before, ObjectNode next) {
        ServiceFields after = new ServiceFields(next);
        Set<Integer> held = before.nodePorts().boxed().collect(Collectors.toSet());
        if (!after.mayHaveNodePorts()) {
            dropCarriedPorts(held, after);
        } else {
            takeAskedFor(held, after);
            takeMissing(after);
        }
        healthCheck(held, after, next.withObject("/spec"));
    }

    /** Clients that read, change the type and write back still send the old node ports. */
    private static void dropCarriedPorts(Set<Integer> held, ServiceFields after) {
        after.ports().stream()
                .filter(port -> held.contains(port.path("nodePort").asInt(0)))
                .forEach(port -> ((ObjectNode) port).remove("nodePort"));
    }

    private void takeAskedFor(Set<Integer> held, ServiceFields after) {
        List<JsonNode> ports = after.ports();
        for (int i = 0; i < ports.size(); i++) {
            int wanted = ports.get(i).path("nodePort").asInt(0);
            // two ports of one Service may share a node port, if they differ in protocol; validation sees to that
            if (wanted != 0 && !held.contains(wanted) && !taken.hasPort(wanted)) {
                certain(after.name(), "spec.ports[" + i + "].nodePort", wanted);
            }
        }
    }

    private void takeMissing(ServiceFields after) {
        if (!after.needsNodePorts()) {
            return;
        }
        Map<Integer, Integer> nodePortOf = new LinkedHashMap<>();
        after.ports().stream()
                .filter(port -> port.path("nodePort").asInt(0) != 0)
                .forEach(port -> nodePortOf.putIfAbsent(
                        port.path("port").asInt(), port.path("nodePort").asInt()));
        for (JsonNode port : after.ports()) {
            if (port.path("nodePort").asInt(0) == 0) {
                int number = nodePortOf.computeIfAbsent(port.path("port").asInt(), p -> any());
                ((ObjectNode) port).put("nodePort", number);
            }
        }
    }

    private void healthCheck(Set<Integer> held, ServiceFields after, ObjectNode spec) {
        int wanted = after.healthCheckPort();
        if (!after.needsHealthCheckPort()) {
            if (held.contains(wanted)) {
                spec.remove("healthCheckNodePort");
            }
        } else if (wanted == 0) {
            spec.put("healthCheckNodePort", any());
        } else if (!held.contains(wanted)) {
            certain(after.name(), "spec.healthCheckNodePort", wanted);
        }
    }

    private int any() {
        int port = pools.takeAnyPort(random)
                .orElseThrow(() -> ApiException.internal("failed to allocate a nodePort: range is full"));
        taken.port(port);
        return port;
    }

    private void certain(String name, String field, int port) {
        if (!pools.isPortInRange(port)) {
            throw refused(
                    name,
                    field,
                    port,
                    "provided port is not in the valid range. The range of valid ports is " + pools.portRange());
        }
        if (!pools.takePort(port)) {
            throw refused(name, field, port, "provided port is already allocated");
        }
        taken.port(port);
    }

    private static ApiException refused(String name, String field, int port, String why) {
        return ApiException.invalid(
                "",
                "Service",
                name,
                List.of(new StatusCause("FieldValueInvalid", "Invalid value: " + port + ": " + why, field)));
    }
}
