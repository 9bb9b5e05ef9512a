package io.jubernetes.apiserver.nodeproxy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.api.ApiRequest;
import io.jubernetes.apimachinery.api.ApiResponse;
import io.jubernetes.apimachinery.api.Headers;
import io.jubernetes.apimachinery.api.QueryParameters;
import io.jubernetes.apimachinery.api.ResponseBody;
import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.apiserver.nodeproxy.NodeConnector.Destination;
import io.jubernetes.apiserver.request.RequestContext;
import io.jubernetes.apiserver.request.RequestInfo.Target;
import io.jubernetes.apiserver.surface.ObjectReader;
import io.jubernetes.apiserver.surface.SubresourceHandler;
import io.jubernetes.transport.stream.WebSocketStream;
import java.util.List;
import java.util.Objects;

/** {@code pods/log}, {@code exec}, {@code attach} and {@code portforward}: the agent of the pod's node answers. */
public final class PodStreams implements SubresourceHandler {

    private static final List<String> SERVED = List.of("pods/log", "pods/exec", "pods/attach", "pods/portforward");

    private final Environment environment;
    private final ObjectReader objects;
    private final NodeLocator nodes;
    private final Forwarding forwarding;

    public PodStreams(Environment environment, ObjectReader objects, NodeConnector connector) {
        this.environment = environment;
        this.objects = objects;
        this.nodes = new NodeLocator(objects);
        this.forwarding = new Forwarding(connector);
    }

    @Override
    public boolean serves(String group, String resourceAndSubresource) {
        return group.isEmpty() && SERVED.contains(resourceAndSubresource);
    }

    @Override
    public ApiResponse serve(RequestContext context) {
        Target target = Objects.requireNonNull(context.info().target());
        ObjectNode pod = objects.find("", "pods", target.namespace(), target.name());
        if (pod == null) {
            throw ApiException.notFound("", "pods", target.name());
        }
        ApiRequest request = context.request();
        return switch (target.subresource()) {
            case "log" -> log(request, pod);
            case "exec" -> command(request, pod, "/exec/");
            case "attach" -> command(request, pod, "/attach/");
            default -> portForward(request, pod);
        };
    }

    private ApiResponse log(ApiRequest request, ObjectNode pod) {
        QueryParameters query = LogQuery.translate(request.query());
        String container = PodContainers.of(pod).choose(text(request, "container"));
        if (node(pod).isEmpty()) {
            return new ApiResponse(204, Headers.EMPTY, ResponseBody.Bytes.EMPTY);
        }
        Destination agent = nodes.agent(node(pod));
        String path = "/containerLogs/" + key(pod) + "/" + container;
        ApiResponse answer = AgentAnswers.orRefusal(forwarding.send(withoutUpgrade(request), agent, path, query));
        return WebSocketStream.isAsked(request)
                ? WebSocketStream.ofBytes(request, environment, stream(answer.body()))
                : answer;
    }

    /** The agent knows logs as plain answers only. */
    private static ApiRequest withoutUpgrade(ApiRequest request) {
        return WebSocketStream.isAsked(request) ? request.withHeaders(Headers.EMPTY) : request;
    }

    private static ResponseBody.Stream stream(ResponseBody body) {
        return switch (body) {
            case ResponseBody.Stream stream -> stream;
            case ResponseBody.Bytes bytes -> sink -> sink.write(bytes.join());
            case ResponseBody.Upgrade upgrade -> sink -> {};
        };
    }

    private ApiResponse command(ApiRequest request, ObjectNode pod, String path) {
        String container = PodContainers.of(pod).choose(text(request, "container"));
        Destination agent = assigned(pod);
        QueryParameters query = CommandQuery.translate(request.query());
        return AgentAnswers.orRefusal(forwarding.send(request, agent, path + key(pod) + "/" + container, query));
    }

    private ApiResponse portForward(ApiRequest request, ObjectNode pod) {
        QueryParameters query = QueryParameters.EMPTY;
        for (String port : request.query().all("ports")) {
            query = query.and("port", port);
        }
        return AgentAnswers.orRefusal(forwarding.send(request, assigned(pod), "/portForward/" + key(pod), query));
    }

    private Destination assigned(ObjectNode pod) {
        if (node(pod).isEmpty()) {
            String name = pod.path("metadata").path("name").asText();
            throw ApiException.badRequest("pod " + name + " does not have a host assigned");
        }
        return nodes.agent(node(pod));
    }

    private static String node(ObjectNode pod) {
        return pod.path("spec").path("nodeName").asText("");
    }

    private static String key(ObjectNode pod) {
        return pod.path("metadata").path("namespace").asText() + "/"
                + pod.path("metadata").path("name").asText();
    }

    private static String text(ApiRequest request, String parameter) {
        String value = request.query().first(parameter);
        return value == null ? "" : value;
    }
}
