package io.jubernetes.apiserver.aggregation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apiserver.surface.ObjectReader;
import io.jubernetes.apiserver.validation.Trees;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the servers behind a Service. */
final class ServiceAddresses {

    private final ObjectReader objects;

    ServiceAddresses(ObjectReader objects) {
        this.objects = objects;
    }

    /** A server's address. */
    record Address(String host, int port) {
        @Override
        public String toString() {
            return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
        }
    }

    /**
     * Where to go.
     *
     * @param ready perhaps none
     * @param problem why it cannot work; null when nothing is known against it
     */
    record Located(List<Address> ready, @Nullable Verdict problem) {

        static Located nowhere(String reason, String message) {
            return new Located(List.of(), Verdict.no(reason, message));
        }
    }

    Located find(Registration registration) {
        String namespace = registration.serviceNamespace();
        String name = registration.serviceName();
        String where = "service/" + name + " in \"" + namespace + "\"";
        ObjectNode service = objects.find("", "services", namespace, name);
        if (service == null) {
            return Located.nowhere("ServiceNotFound", where + " is not present");
        }
        int port = registration.servicePort();
        if (Trees.text(service, "spec.type").equals("ExternalName")) {
            return new Located(List.of(new Address(Trees.text(service, "spec.externalName"), port)), null);
        }
        JsonNode listening = port(service, port);
        if (listening == null) {
            return Located.nowhere("ServicePortError", where + " is not listening on port " + port);
        }
        List<ObjectNode> slices = slices(namespace, name);
        if (slices.isEmpty()) {
            return Located.nowhere("EndpointsNotFound", "cannot find endpointslices for " + where);
        }
        String portName = listening.path("name").asText("");
        List<Address> ready = new ArrayList<>();
        slices.forEach(slice -> collect(slice, portName, ready));
        return ready.isEmpty()
                ? Located.nowhere(
                        "MissingEndpoints",
                        "endpointslices for " + where + " have no addresses with port name \"" + portName + "\"")
                : new Located(List.copyOf(ready), null);
    }

    private static @Nullable JsonNode port(ObjectNode service, int number) {
        return service.path("spec")
                .path("ports")
                .valueStream()
                .filter(port -> port.path("port").asInt() == number)
                .findFirst()
                .orElse(null);
    }

    private List<ObjectNode> slices(String namespace, String service) {
        return objects.list("discovery.k8s.io", "endpointslices", namespace).stream()
                .filter(slice -> slice.path("metadata")
                        .path("labels")
                        .path("kubernetes.io/service-name")
                        .asText("")
                        .equals(service))
                .toList();
    }

    private static void collect(ObjectNode slice, String portName, List<Address> ready) {
        for (JsonNode port : slice.path("ports")) {
            if (!port.path("name").asText("").equals(portName)
                    || port.path("port").asInt() == 0) {
                continue;
            }
            for (JsonNode endpoint : slice.path("endpoints")) {
                if (endpoint.path("conditions").path("ready").asBoolean(true)) {
                    ready.add(new Address(
                            endpoint.path("addresses").path(0).asText(),
                            port.path("port").asInt()));
                }
            }
        }
    }
}
