package io.jubernetes.kubelet.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.client.ApiClient;
import java.util.List;
import java.util.Optional;

/** Asks the API server who somebody is, by a token, and whether that may be done. */
final class DelegatedAccess {

    private final ApiClient client;
    private final String nodeName;

    DelegatedAccess(ApiClient client, String nodeName) {
        this.client = client;
        this.nodeName = nodeName;
    }

    /** Somebody whom the API server knows. */
    record Who(String name, List<String> groups) {}

    /** Whose token it is; empty when it is nobody's. */
    Optional<Who> authenticate(String token) {
        ObjectNode review = review("authentication.k8s.io/v1", "TokenReview");
        review.putObject("spec").put("token", token);
        JsonNode status = client.dynamic("authentication.k8s.io", "v1", "tokenreviews", false)
                .create(review)
                .path("status");
        if (!status.path("authenticated").asBoolean()) {
            return Optional.empty();
        }
        JsonNode user = status.path("user");
        return Optional.of(new Who(
                user.path("username").asText(),
                user.path("groups").valueStream().map(JsonNode::asText).toList()));
    }

    /** Who may do all to nodes may do each of its parts too. */
    boolean isAllowed(Who who, NodePermission permission) {
        return asks(who, permission) || asks(who, new NodePermission(permission.verb(), "proxy"));
    }

    private boolean asks(Who who, NodePermission permission) {
        ObjectNode review = review("authorization.k8s.io/v1", "SubjectAccessReview");
        ObjectNode spec = review.putObject("spec").put("user", who.name());
        ArrayNode groups = spec.putArray("groups");
        who.groups().forEach(groups::add);
        spec.putObject("resourceAttributes")
                .put("verb", permission.verb())
                .put("version", "v1")
                .put("resource", "nodes")
                .put("subresource", permission.subresource())
                .put("name", nodeName);
        return client.dynamic("authorization.k8s.io", "v1", "subjectaccessreviews", false)
                .create(review)
                .path("status")
                .path("allowed")
                .asBoolean();
    }

    private static ObjectNode review(String apiVersion, String kind) {
        ObjectNode review = JsonNodeFactory.instance.objectNode();
        review.put("apiVersion", apiVersion).put("kind", kind);
        return review;
    }
}
