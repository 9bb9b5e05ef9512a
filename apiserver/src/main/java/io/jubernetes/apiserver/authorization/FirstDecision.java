package io.jubernetes.apiserver.authorization;

import com.fasterxml.jackson.databind.JsonNode;
import io.jubernetes.apimachinery.api.UserInfo;
import io.jubernetes.apiserver.request.RequestInfo;
import io.jubernetes.apiserver.surface.Authorizer;
import io.jubernetes.apiserver.surface.ObjectReader;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Asks authorizers in turn; the first that has an opinion decides. */
public final class FirstDecision implements Authorizer {

    private final List<Authorizer> authorizers;

    FirstDecision(List<Authorizer> authorizers) {
        this.authorizers = List.copyOf(authorizers);
    }

    /** The authorizers of a mode. @param nodeRules what all nodes may do, as roles write it */
    public static Authorizer of(AuthorizationMode mode, ObjectReader objects, Supplier<List<JsonNode>> nodeRules) {
        Superusers superusers = new Superusers();
        PublicInformation open = new PublicInformation();
        return switch (mode) {
            case ALWAYS_ALLOW -> (user, what) -> new Decision.Allowed();
            case AUTHENTICATED -> new FirstDecision(List.of(superusers, open, new AuthenticatedUsers()));
            case RBAC -> new FirstDecision(List.of(superusers, open, new RoleAuthorizer(objects)));
            case NODE_RBAC ->
                new FirstDecision(List.of(
                        superusers, open, new NodeAuthorizer(nodeRules.get(), objects), new RoleAuthorizer(objects)));
        };
    }

    @Override
    public Decision authorize(UserInfo user, RequestInfo what) {
        List<String> reasons = new ArrayList<>();
        for (Authorizer authorizer : authorizers) {
            switch (authorizer.authorize(user, what)) {
                case Decision.Allowed allowed -> {
                    return allowed;
                }
                case Decision.Denied denied -> {
                    return denied;
                }
                case Decision.NoOpinion(String reason) -> reasons.add(reason);
            }
        }
        reasons.removeIf(String::isEmpty);
        return new Decision.NoOpinion(String.join("\n", reasons));
    }

    @Override
    public List<JsonNode> rules(UserInfo user, String namespace) {
        return authorizers.stream()
                .flatMap(authorizer -> authorizer.rules(user, namespace).stream())
                .toList();
    }
}
