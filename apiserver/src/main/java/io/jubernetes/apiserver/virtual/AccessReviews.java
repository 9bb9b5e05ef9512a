package io.jubernetes.apiserver.virtual;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.api.UserInfo;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.apimachinery.selector.FieldSelector;
import io.jubernetes.apiserver.request.RequestContext;
import io.jubernetes.apiserver.request.RequestInfo;
import io.jubernetes.apiserver.request.RequestInfo.ApiGroupVersion;
import io.jubernetes.apiserver.request.RequestInfo.Target;
import io.jubernetes.apiserver.surface.Authorizer;
import io.jubernetes.apiserver.surface.Authorizer.Decision;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** May somebody do something? */
public final class AccessReviews {

    private final Authorizer authorizer;

    public AccessReviews(Authorizer authorizer) {
        this.authorizer = authorizer;
    }

    /** About the user who asks. */
    public void self(RequestContext context, ObjectNode review) {
        decide(context.user(), review);
    }

    /** About the user who is named. */
    public void subject(RequestContext context, ObjectNode review) {
        JsonNode spec = review.path("spec");
        UserInfo user = Users.read(spec);
        if (user.name().isEmpty() && user.groups().isEmpty()) {
            throw ApiException.badRequest("at least one of user or group must be specified");
        }
        decide(user, review);
    }

    /** About the user who is named, in the namespace of the path only. */
    public void local(RequestContext context, ObjectNode review) {
        String namespace = Objects.requireNonNull(context.info().target()).namespace();
        String asked =
                review.path("spec").path("resourceAttributes").path("namespace").asText("");
        if (!asked.equals(namespace)) {
            throw ApiException.badRequest("spec.resourceAttributes.namespace must match namespace: " + namespace);
        }
        subject(context, review);
    }

    private void decide(UserInfo user, ObjectNode review) {
        ObjectNode status = review.putObject("status");
        switch (authorizer.authorize(user, question(review.path("spec")))) {
            case Decision.Allowed() -> status.put("allowed", true);
            case Decision.Denied(String reason) ->
                because(status.put("allowed", false).put("denied", true), reason);
            case Decision.NoOpinion(String reason) -> because(status.put("allowed", false), reason);
        }
    }

    private static void because(ObjectNode status, String reason) {
        if (!reason.isEmpty()) {
            status.put("reason", reason);
        }
    }

    private static RequestInfo question(JsonNode spec) {
        JsonNode resource = spec.path("resourceAttributes");
        JsonNode path = spec.path("nonResourceAttributes");
        if (resource.isObject() == path.isObject()) {
            throw ApiException.badRequest(
                    "exactly one of nonResourceAttributes or resourceAttributes must be specified");
        }
        if (path.isObject()) {
            return new RequestInfo(text(path, "verb"), text(path, "path"), null);
        }
        Target target = new Target(
                new ApiGroupVersion(text(resource, "group"), text(resource, "version")),
                text(resource, "namespace"),
                text(resource, "resource"),
                text(resource, "name"),
                text(resource, "subresource"),
                "");
        return new RequestInfo(text(resource, "verb"), "", target, selector(resource.path("fieldSelector")));
    }

    /** Requirements that are more than an equality do not make less of what is asked. */
    private static FieldSelector selector(JsonNode selector) {
        List<FieldSelector.Requirement> wanted = new ArrayList<>();
        for (JsonNode requirement : selector.path("requirements")) {
            if (text(requirement, "operator").equals("In")
                    && requirement.path("values").size() == 1) {
                String value = requirement.path("values").path(0).asText();
                wanted.add(new FieldSelector.Requirement(text(requirement, "key"), true, value));
            }
        }
        String raw = text(selector, "rawSelector");
        return raw.isEmpty() ? new FieldSelector(wanted) : FieldSelector.parse(raw);
    }

    private static String text(JsonNode node, String field) {
        return node.path(field).asText("");
    }

    /** What a user may do in a namespace, as far as that can be listed. */
    public void rules(RequestContext context, ObjectNode review) {
        String namespace = review.path("spec").path("namespace").asText("");
        if (namespace.isEmpty()) {
            throw ApiException.badRequest("no namespace on request");
        }
        ObjectNode status = review.putObject("status");
        status.putArray("resourceRules");
        status.putArray("nonResourceRules");
        List<JsonNode> rules = authorizer.rules(context.user(), namespace);
        rules.forEach(rule -> {
            String list = rule.path("nonResourceURLs").isEmpty() ? "resourceRules" : "nonResourceRules";
            status.withArray(list).add(rule);
        });
        status.put("incomplete", false);
    }
}
