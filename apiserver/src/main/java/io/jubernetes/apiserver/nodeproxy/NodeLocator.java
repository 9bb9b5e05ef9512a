package io.jubernetes.apiserver.nodeproxy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.apiserver.nodeproxy.NodeConnector.Destination;
import io.jubernetes.apiserver.nodeproxy.NodeConnector.Scheme;
import io.jubernetes.apiserver.surface.ObjectReader;
import java.util.List;
import java.util.Optional;

/** Finds where a node's agent listens. */
final class NodeLocator {

    private static final int AGENT_PORT = 10250;
    private static final List<String> PREFERRED = List.of("InternalIP", "Hostname", "InternalDNS", "ExternalIP");

    private final ObjectReader objects;

    NodeLocator(ObjectReader objects) {
        this.objects = objects;
    }

    /** @throws ApiException NotFound when there is no such node, BadRequest when it has not told its address yet */
    Destination agent(String node) {
        ObjectNode found = objects.find("", "nodes", "", node);
        if (found == null) {
            throw ApiException.notFound("", "nodes", node);
        }
        JsonNode status = found.path("status");
        int port = status.path("daemonEndpoints")
                .path("kubeletEndpoint")
                .path("Port")
                .asInt(0);
        return new Destination(Scheme.AGENT, node, address(node, status), port == 0 ? AGENT_PORT : port);
    }

    private static String address(String node, JsonNode status) {
        return PREFERRED.stream()
                .flatMap(type -> address(status, type).stream())
                .findFirst()
                .orElseThrow(() -> ApiException.badRequest("no preferred addresses found; known addresses: "
                        + status.path("addresses") + " for node " + node));
    }

    private static Optional<String> address(JsonNode status, String type) {
        return status.path("addresses")
                .valueStream()
                .filter(a -> a.path("type").asText().equals(type))
                .map(a -> a.path("address").asText())
                .findFirst();
    }
}
