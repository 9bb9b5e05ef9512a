package io.jubernetes.apiserver.conversion;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apiserver.validation.Trees;

/** Where the endpoints of a slice are: once labels of the topology, now fields. */
final class TopologyConversion implements Conversion {

    private static final String ZONE = "topology.kubernetes.io/zone";
    private static final String NODE = "kubernetes.io/hostname";

    @Override
    public void fromStored(ObjectNode object) {
        for (JsonNode item : object.path("endpoints")) {
            ObjectNode endpoint = (ObjectNode) item;
            JsonNode labels = endpoint.remove("deprecatedTopology");
            if (labels != null || endpoint.has("zone") || endpoint.has("nodeName")) {
                ObjectNode topology = endpoint.putObject("topology");
                if (labels instanceof ObjectNode others) {
                    topology.setAll(others);
                }
                JsonNode zone = endpoint.remove("zone");
                if (zone != null) {
                    topology.set(ZONE, zone);
                }
                if (endpoint.has("nodeName")) {
                    Trees.putIfAbsent(topology, NODE, Trees.text(endpoint, "nodeName"));
                }
            }
        }
    }

    @Override
    public void toStored(ObjectNode object) {
        for (JsonNode item : object.path("endpoints")) {
            ObjectNode endpoint = (ObjectNode) item;
            if (endpoint.remove("topology") instanceof ObjectNode topology) {
                JsonNode zone = topology.remove(ZONE);
                if (zone != null) {
                    endpoint.set("zone", zone);
                }
                takeNode(topology, endpoint);
                if (!topology.isEmpty()) {
                    endpoint.set("deprecatedTopology", topology);
                }
            }
        }
    }

    /** A label of its own beside another node's name stays one. */
    private static void takeNode(ObjectNode topology, ObjectNode endpoint) {
        JsonNode node = topology.get(NODE);
        if (node != null && !endpoint.has("nodeName")) {
            endpoint.set("nodeName", node);
        }
        if (node != null && node.equals(endpoint.get("nodeName"))) {
            topology.remove(NODE);
        }
    }
}
