package io.jubernetes.apiserver.authorization;

import com.fasterxml.jackson.databind.JsonNode;
import io.jubernetes.apimachinery.api.UserInfo;
import io.jubernetes.apiserver.authorization.Binding.RoleRef;
import io.jubernetes.apiserver.request.RequestInfo;
import io.jubernetes.apiserver.surface.Authorizer;
import io.jubernetes.apiserver.surface.ObjectReader;
import java.util.ArrayList;
import java.util.List;

/** Role based access control: allowed is what a role says that a binding gives to the user, and nothing else. */
final class RoleAuthorizer implements Authorizer {

    private final RoleSource source;

    RoleAuthorizer(ObjectReader objects) {
        this.source = new RoleSource(objects);
    }

    @Override
    public Decision authorize(UserInfo user, RequestInfo what) {
        RoleSnapshot roles = source.snapshot();
        List<String> missing = new ArrayList<>();
        String namespace = what.target() == null ? "" : what.target().namespace();
        for (Binding binding : roles.bindingsFor(user, namespace)) {
            if (roles.rules(binding).stream().anyMatch(rule -> rule.allows(what))) {
                return new Decision.Allowed();
            }
            if (!roles.roles().containsKey(binding.role())) {
                missing.add(missing(binding.role()));
            }
        }
        return new Decision.NoOpinion(missing.isEmpty() ? "" : "RBAC: " + reasons(missing));
    }

    @Override
    public List<JsonNode> rules(UserInfo user, String namespace) {
        RoleSnapshot roles = source.snapshot();
        return roles.bindingsFor(user, namespace).stream()
                .flatMap(binding -> roles.rules(binding).stream())
                .map(PolicyRule::written)
                .toList();
    }

    private static String missing(RoleRef role) {
        String resource = role.namespace().isEmpty() ? "clusterrole" : "role";
        return resource + "." + RoleSnapshot.GROUP + " \"" + role.name() + "\" not found";
    }

    private static String reasons(List<String> missing) {
        return missing.size() == 1 ? missing.getFirst() : "[" + String.join(", ", missing) + "]";
    }
}
