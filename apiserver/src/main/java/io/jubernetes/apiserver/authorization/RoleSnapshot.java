package io.jubernetes.apiserver.authorization;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.api.UserInfo;
import io.jubernetes.apiserver.authorization.Binding.RoleRef;
import io.jubernetes.apiserver.surface.ObjectReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All roles and bindings as they were at one time, ready for questions.
 *
 * @param revisions of the four resources it was made from
 * @param everywhere the cluster role bindings
 * @param byNamespace the role bindings
 */
record RoleSnapshot(
        List<Long> revisions,
        List<Binding> everywhere,
        Map<String, List<Binding>> byNamespace,
        Map<RoleRef, List<PolicyRule>> roles) {

    static final String GROUP = "rbac.authorization.k8s.io";
    private static final List<String> RESOURCES =
            List.of("clusterrolebindings", "rolebindings", "clusterroles", "roles");

    static List<Long> revisions(ObjectReader objects) {
        return RESOURCES.stream().map(r -> objects.revision(GROUP, r)).toList();
    }

    /** The revisions are read first: what changes meanwhile is seen now or makes the next question read again. */
    static RoleSnapshot read(ObjectReader objects) {
        List<Long> revisions = revisions(objects);
        Map<String, List<Binding>> byNamespace = new LinkedHashMap<>();
        for (ObjectNode binding : objects.list(GROUP, "rolebindings", "")) {
            Binding parsed = Binding.of(binding);
            byNamespace
                    .computeIfAbsent(parsed.namespace(), n -> new ArrayList<>())
                    .add(parsed);
        }
        Map<RoleRef, List<PolicyRule>> roles = new LinkedHashMap<>();
        List<ObjectNode> clusterRoles = objects.list(GROUP, "clusterroles", "");
        clusterRoles.forEach(role -> put(roles, role));
        Aggregation.complete(clusterRoles, roles);
        objects.list(GROUP, "roles", "").forEach(role -> put(roles, role));
        List<Binding> everywhere = objects.list(GROUP, "clusterrolebindings", "").stream()
                .map(Binding::of)
                .toList();
        return new RoleSnapshot(revisions, everywhere, byNamespace, roles);
    }

    private static void put(Map<RoleRef, List<PolicyRule>> roles, ObjectNode role) {
        JsonNode metadata = role.path("metadata");
        RoleRef ref = new RoleRef(
                metadata.path("namespace").asText(""), metadata.path("name").asText());
        roles.put(ref, role.path("rules").valueStream().map(PolicyRule::of).toList());
    }

    /** The bindings that give a user anything in a namespace; for the empty namespace those that hold everywhere. */
    List<Binding> bindingsFor(UserInfo user, String namespace) {
        List<Binding> all = new ArrayList<>(everywhere);
        if (!namespace.isEmpty()) {
            all.addAll(byNamespace.getOrDefault(namespace, List.of()));
        }
        all.removeIf(binding -> !binding.holdsFor(user));
        return all;
    }

    List<PolicyRule> rules(Binding binding) {
        return roles.getOrDefault(binding.role(), List.of());
    }
}
