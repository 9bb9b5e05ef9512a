package io.jubernetes.apiserver.nodeproxy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.api.ApiRequest;
import io.jubernetes.apimachinery.api.ApiResponse;
import io.jubernetes.apimachinery.api.Headers;
import io.jubernetes.apimachinery.api.ResponseBody;
import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.apiserver.nodeproxy.NodeConnector.Destination;
import io.jubernetes.apiserver.nodeproxy.NodeConnector.Scheme;
import io.jubernetes.apiserver.request.RequestContext;
import io.jubernetes.apiserver.request.RequestInfo.Target;
import io.jubernetes.apiserver.surface.ObjectReader;
import io.jubernetes.apiserver.surface.SubresourceHandler;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** {@code pods/proxy}, {@code services/proxy} and {@code nodes/proxy}: any HTTP request to what runs in the cluster. */
public final class ProxyHandler implements SubresourceHandler {

    private static final List<String> SERVED = List.of("pods/proxy", "services/proxy", "nodes/proxy");

    private final ObjectReader objects;
    private final NodeLocator nodes;
    private final ServiceLocator services;
    private final Forwarding forwarding;

    public ProxyHandler(Environment environment, ObjectReader objects, NodeConnector connector) {
        this.objects = objects;
        this.nodes = new NodeLocator(objects);
        this.services = new ServiceLocator(environment, objects);
        this.forwarding = new Forwarding(connector);
    }

    @Override
    public boolean serves(String group, String resourceAndSubresource) {
        return group.isEmpty() && SERVED.contains(resourceAndSubresource);
    }

    @Override
    public ApiResponse serve(RequestContext context) {
        Target target = Objects.requireNonNull(context.info().target());
        ApiRequest request = context.request();
        String rest = rest(request.path(), target);
        boolean stays = request.headers().first("upgrade") != null;
        if (rest.isEmpty() && !stays && List.of("GET", "HEAD").contains(request.method())) {
            return withSlash(request);
        }
        return forwarding.send(request, destination(target), rest.isEmpty() ? "/" : rest, request.query());
    }

    private Destination destination(Target target) {
        ProxyName name = ProxyName.parse(target.name());
        return switch (target.resource()) {
            case "nodes" -> node(name);
            case "services" -> services.find(target.namespace(), name);
            default -> pod(target.namespace(), name);
        };
    }

    private Destination node(ProxyName name) {
        Destination agent = nodes.agent(name.name());
        return name.portNumber() == 0 || name.portNumber() == agent.port()
                ? agent
                : new Destination(name.scheme(), agent.node(), agent.host(), name.portNumber());
    }

    private Destination pod(String namespace, ProxyName name) {
        ObjectNode pod = objects.find("", "pods", namespace, name.name());
        if (pod == null) {
            throw ApiException.notFound("", "pods", name.name());
        }
        String address = pod.path("status").path("podIP").asText("");
        if (address.isEmpty()) {
            throw ApiException.badRequest("address not allowed");
        }
        int port = name.port().isEmpty() ? firstPort(pod) : name.portNumber();
        int defaultPort = name.scheme() == Scheme.HTTPS ? 443 : 80;
        return new Destination(
                name.scheme(), pod.path("spec").path("nodeName").asText(), address, port == 0 ? defaultPort : port);
    }

    private static int firstPort(ObjectNode pod) {
        Optional<JsonNode> first = pod.path("spec")
                .path("containers")
                .valueStream()
                .flatMap(container -> container.path("ports").valueStream())
                .findFirst();
        return first.map(port -> port.path("containerPort").asInt()).orElse(0);
    }

    /** What follows {@code /proxy} in the path, still percent-encoded. */
    private static String rest(String path, Target target) {
        int segments = target.resource().equals("nodes") ? 5 : 7;
        int at = 0;
        for (int i = 0; i < segments && at >= 0; i++) {
            at = path.indexOf('/', at + 1);
        }
        return at < 0 ? "" : path.substring(at);
    }

    /** Relative links in the answer are right only below a path that ends with a slash. */
    private static ApiResponse withSlash(ApiRequest request) {
        String query = request.query().encoded();
        String location = request.path() + "/" + (query.isEmpty() ? "" : "?" + query);
        return new ApiResponse(301, Headers.of("location", location), ResponseBody.Bytes.EMPTY);
    }
}
