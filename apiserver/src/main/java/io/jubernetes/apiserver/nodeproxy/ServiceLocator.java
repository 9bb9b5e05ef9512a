package io.jubernetes.apiserver.nodeproxy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.apimachinery.error.StatusReason;
import io.jubernetes.apiserver.nodeproxy.NodeConnector.Destination;
import io.jubernetes.apiserver.surface.ObjectReader;
import java.util.ArrayList;
import java.util.List;

/** Finds one of the ready endpoints of a Service, by chance. */
final class ServiceLocator {

    private final Environment environment;
    private final ObjectReader objects;

    ServiceLocator(Environment environment, ObjectReader objects) {
        this.environment = environment;
        this.objects = objects;
    }

    Destination find(String namespace, ProxyName name) {
        ObjectNode service = objects.find("", "services", namespace, name.name());
        if (service == null) {
            throw ApiException.notFound("", "services", name.name());
        }
        String portName = portName(service, name);
        List<Destination> ready = new ArrayList<>();
        for (ObjectNode slice : objects.list("discovery.k8s.io", "endpointslices", namespace)) {
            if (slice.path("metadata")
                    .path("labels")
                    .path("kubernetes.io/service-name")
                    .asText()
                    .equals(name.name())) {
                collect(slice, portName, name, ready);
            }
        }
        if (ready.isEmpty()) {
            throw unavailable("no endpoints available for service \"" + name.name() + "\"");
        }
        return ready.get(environment.random().nextInt(ready.size()));
    }

    private static String portName(ObjectNode service, ProxyName name) {
        List<JsonNode> ports = service.path("spec").path("ports").valueStream().toList();
        if (name.port().isEmpty() && ports.size() == 1) {
            return ports.getFirst().path("name").asText("");
        }
        return ports.stream()
                .filter(port -> port.path("name").asText("").equals(name.port())
                        || port.path("port").asText().equals(name.port()))
                .findFirst()
                .map(port -> port.path("name").asText(""))
                .orElseThrow(() -> unavailable(
                        "no service port \"" + name.port() + "\" found for service \"" + name.name() + "\""));
    }

    private static void collect(ObjectNode slice, String portName, ProxyName name, List<Destination> ready) {
        for (JsonNode port : slice.path("ports")) {
            if (!port.path("name").asText("").equals(portName)) {
                continue;
            }
            for (JsonNode endpoint : slice.path("endpoints")) {
                if (endpoint.path("conditions").path("ready").asBoolean(true)) {
                    ready.add(new Destination(
                            name.scheme(),
                            endpoint.path("nodeName").asText(""),
                            endpoint.path("addresses").path(0).asText(),
                            port.path("port").asInt()));
                }
            }
        }
    }

    private static ApiException unavailable(String why) {
        return new ApiException(StatusReason.ServiceUnavailable, why);
    }
}
