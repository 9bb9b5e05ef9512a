package io.jubernetes.apiserver.authorization;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.api.UserInfo;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.apiserver.authorization.Binding.RoleRef;
import io.jubernetes.apiserver.request.RequestInfo;
import io.jubernetes.apiserver.request.RequestInfo.ApiGroupVersion;
import io.jubernetes.apiserver.request.RequestInfo.Target;
import io.jubernetes.apiserver.surface.Authorizer;
import io.jubernetes.apiserver.surface.Authorizer.Decision;
import io.jubernetes.apiserver.surface.ObjectReader;
import java.util.List;
import java.util.Optional;

/**
 * Whether a user may hand out what a role or a binding hands out: only what the user may do, too, unless the user may {@code
 * escalate} roles or {@code bind} the role.
 *
 * @see <a href="https://kubernetes.io/docs/reference/access-authn-authz/rbac/#privilege-escalation-prevention-and-bootstrapping">
 *     Privilege escalation prevention</a>
 */
public final class Escalation {

    private static final String CLUSTER_ROLES = "clusterroles";

    private final Authorizer authorizer;
    private final RoleSource roles;

    public Escalation(Authorizer authorizer, ObjectReader objects) {
        this.authorizer = authorizer;
        this.roles = new RoleSource(objects);
    }

    /** @return why the user may not write this role, or nothing */
    public Optional<String> ofRole(UserInfo user, String plural, String namespace, ObjectNode role, ObjectNode before) {
        if (isMaster(user) || may(user, "escalate", plural, namespace, name(before))) {
            return Optional.empty();
        }
        List<PolicyRule> rules =
                role.path("rules").valueStream().map(PolicyRule::of).toList();
        Optional<String> missing = missing(user, namespace, rules);
        if (missing.isPresent() || !isAggregated(role) && !isAggregated(before)) {
            return missing;
        }
        // it gathers whatever there will be
        return missing(
                        user,
                        "",
                        EverythingRules.LIST.stream().map(PolicyRule::of).toList())
                .map(all -> "must have cluster-admin privileges to use the aggregationRule");
    }

    /**
     * Why the user may not write this binding, or nothing.
     *
     * @throws ApiException NotFound when there is no such role, so that nobody knows what would be handed out
     */
    public Optional<String> ofBinding(UserInfo user, String namespace, ObjectNode binding) {
        JsonNode ref = binding.path("roleRef");
        boolean cluster = ref.path("kind").asText().equals("ClusterRole");
        String plural = cluster ? CLUSTER_ROLES : "roles";
        String name = ref.path("name").asText();
        if (isMaster(user) || may(user, "bind", plural, namespace, name)) {
            return Optional.empty();
        }
        List<PolicyRule> rules = roles.snapshot().roles().get(new RoleRef(cluster ? "" : namespace, name));
        if (rules == null) {
            throw ApiException.notFound(RoleSnapshot.GROUP, plural, name);
        }
        return missing(user, namespace, rules);
    }

    private static boolean isMaster(UserInfo user) {
        return user.groups().contains(Superusers.GROUP);
    }

    private static boolean isAggregated(ObjectNode role) {
        return !role.path("aggregationRule").path("clusterRoleSelectors").isEmpty();
    }

    private static String name(ObjectNode before) {
        return before.path("metadata").path("name").asText("");
    }

    private boolean may(UserInfo user, String verb, String plural, String namespace, String name) {
        Target target = new Target(new ApiGroupVersion(RoleSnapshot.GROUP, "v1"), namespace, plural, name, "", "");
        return authorizer.authorize(user, new RequestInfo(verb, "", target)) instanceof Decision.Allowed;
    }

    private Optional<String> missing(UserInfo user, String namespace, List<PolicyRule> wanted) {
        List<PolicyRule> held =
                authorizer.rules(user, namespace).stream().map(PolicyRule::of).toList();
        List<String> missing = RuleCover.missing(held, wanted);
        return missing.isEmpty()
                ? Optional.empty()
                : Optional.of("user " + RuleCover.quoted(user.name()) + " (groups=" + RuleCover.quoted(user.groups())
                        + ") is attempting to grant RBAC permissions not currently held:\n"
                        + String.join("\n", missing));
    }
}
