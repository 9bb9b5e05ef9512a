package io.jubernetes.apiserver.allocation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The fields of a Service that have to do with addresses and ports. A Service that is not there has none. */
record ServiceFields(@Nullable ObjectNode service) {

    static final String HEADLESS = "None";

    String key() {
        return namespace() + "/" + name();
    }

    String namespace() {
        return path("metadata").path("namespace").asText("");
    }

    String name() {
        return path("metadata").path("name").asText("");
    }

    String type() {
        String type = path("spec").path("type").asText("");
        return type.isEmpty() ? "ClusterIP" : type;
    }

    String clusterIp() {
        return path("spec").path("clusterIP").asText("");
    }

    boolean isHeadless() {
        return clusterIp().equals(HEADLESS) || clusterIps().equals(List.of(HEADLESS));
    }

    boolean isExternalName() {
        return type().equals("ExternalName");
    }

    boolean hasSelector() {
        return !path("spec").path("selector").isEmpty();
    }

    boolean needsAddress() {
        return service != null && !isExternalName() && !isHeadless();
    }

    /** A load balancer may do without node ports. */
    boolean needsNodePorts() {
        return type().equals("NodePort")
                || type().equals("LoadBalancer")
                        && path("spec").path("allocateLoadBalancerNodePorts").asBoolean(true);
    }

    boolean mayHaveNodePorts() {
        return type().equals("NodePort") || type().equals("LoadBalancer");
    }

    boolean needsHealthCheckPort() {
        return type().equals("LoadBalancer")
                && path("spec").path("externalTrafficPolicy").asText("").equals("Local");
    }

    int healthCheckPort() {
        return path("spec").path("healthCheckNodePort").asInt(0);
    }

    List<String> clusterIps() {
        return path("spec")
                .path("clusterIPs")
                .valueStream()
                .map(JsonNode::asText)
                .toList();
    }

    /** The addresses that it holds. */
    List<String> addresses() {
        if (!needsAddress()) {
            return List.of();
        }
        List<String> all = clusterIps();
        return all.isEmpty() && !clusterIp().isEmpty() ? List.of(clusterIp()) : all;
    }

    /** The node ports that it holds, each once. */
    IntStream nodePorts() {
        IntStream health = needsHealthCheckPort() ? IntStream.of(healthCheckPort()) : IntStream.empty();
        IntStream ofPorts = mayHaveNodePorts()
                ? ports().stream().mapToInt(port -> port.path("nodePort").asInt(0))
                : IntStream.empty();
        return IntStream.concat(ofPorts, health).filter(port -> port != 0).distinct();
    }

    List<JsonNode> ports() {
        return path("spec").path("ports").valueStream().toList();
    }

    private JsonNode path(String field) {
        return service == null ? MissingNode.getInstance() : service.path(field);
    }
}
