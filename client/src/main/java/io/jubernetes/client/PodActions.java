package io.jubernetes.client;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.api.ApiRequest;
import io.jubernetes.apimachinery.api.Caller;
import io.jubernetes.apimachinery.api.Headers;
import io.jubernetes.apimachinery.api.QueryParameters;
import io.jubernetes.apimachinery.api.UserInfo;
import java.nio.charset.StandardCharsets;

/** What can be done with pods only. */
public final class PodActions {

    private static final ResourcePath PODS = new ResourcePath("", "v1", "pods", true);

    private final ApiClient client;

    public PodActions(ApiClient client) {
        this.client = client;
    }

    /** Places a pod on a node; refused as Conflict when it has one already. */
    public void bind(String namespace, String pod, String node) {
        ObjectNode binding = about("Binding", "v1", namespace, pod);
        binding.putObject("target").put("apiVersion", "v1").put("kind", "Node").put("name", node);
        post(PODS.object(namespace, pod) + "/binding", binding);
    }

    /** Deletes a pod if its disruption budgets allow that; refused as TooManyRequests when not now. */
    public void evict(String namespace, String pod, DeleteOptions options) {
        ObjectNode eviction = about("Eviction", "policy/v1", namespace, pod);
        eviction.set("deleteOptions", options.toJson());
        post(PODS.object(namespace, pod) + "/eviction", eviction);
    }

    private static ObjectNode about(String kind, String apiVersion, String namespace, String pod) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        object.put("apiVersion", apiVersion).put("kind", kind);
        object.putObject("metadata").put("name", pod).put("namespace", namespace);
        return object;
    }

    private void post(String path, ObjectNode body) {
        Headers headers = Headers.of("accept", "application/json", "content-type", "application/json");
        byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
        Caller unnamed = new Caller.Local(new UserInfo(""));
        client.sendAndForget(new ApiRequest("POST", path, QueryParameters.EMPTY, headers, bytes, unnamed));
    }
}
