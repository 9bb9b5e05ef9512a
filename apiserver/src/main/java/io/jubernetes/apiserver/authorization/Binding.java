package io.jubernetes.apiserver.authorization;

import com.fasterxml.jackson.databind.JsonNode;
import io.jubernetes.apimachinery.api.UserInfo;
import java.util.List;

/**
 * Who has a role.
 *
 * @param name for the text that says why something is allowed
 * @param namespace where it holds; empty for everywhere
 */
record Binding(String name, String namespace, List<Subject> subjects, RoleRef role) {

    /** @param namespace of the role; empty for cluster roles */
    record RoleRef(String namespace, String name) {}

    record Subject(String kind, String namespace, String name) {

        boolean is(UserInfo user) {
            return switch (kind) {
                case "User" -> user.name().equals(name);
                case "Group" -> user.groups().contains(name);
                case "ServiceAccount" -> user.name().equals("system:serviceaccount:" + namespace + ":" + name);
                default -> false;
            };
        }
    }

    static Binding of(JsonNode binding) {
        String namespace = binding.path("metadata").path("namespace").asText("");
        JsonNode ref = binding.path("roleRef");
        String roleNamespace = ref.path("kind").asText().equals("Role") ? namespace : "";
        List<Subject> subjects = binding.path("subjects")
                .valueStream()
                .map(s -> new Subject(
                        s.path("kind").asText(),
                        s.path("namespace").asText(namespace),
                        s.path("name").asText()))
                .toList();
        return new Binding(
                binding.path("metadata").path("name").asText(),
                namespace,
                subjects,
                new RoleRef(roleNamespace, ref.path("name").asText()));
    }

    boolean holdsFor(UserInfo user) {
        return subjects.stream().anyMatch(subject -> subject.is(user));
    }
}
