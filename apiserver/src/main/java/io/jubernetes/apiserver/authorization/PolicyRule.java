package io.jubernetes.apiserver.authorization;

import com.fasterxml.jackson.databind.JsonNode;
import io.jubernetes.apiserver.request.RequestInfo;
import io.jubernetes.apiserver.request.RequestInfo.Target;
import java.util.List;

/** One rule of a role. A star stands for everything. */
record PolicyRule(
        List<String> verbs,
        List<String> groups,
        List<String> resources,
        List<String> names,
        List<String> paths,
        JsonNode written) {

    static PolicyRule of(JsonNode rule) {
        return new PolicyRule(
                texts(rule, "verbs"),
                texts(rule, "apiGroups"),
                texts(rule, "resources"),
                texts(rule, "resourceNames"),
                texts(rule, "nonResourceURLs"),
                rule);
    }

    boolean allows(RequestInfo what) {
        if (!matches(verbs, what.verb())) {
            return false;
        }
        Target target = what.target();
        return target == null
                ? paths.stream().anyMatch(path -> matchesPath(path, what.path()))
                : matches(groups, target.group())
                        && matchesResource(target)
                        && (names.isEmpty() || names.contains(target.name()));
    }

    private boolean matchesResource(Target target) {
        return matches(resources, target.resourceAndSubresource())
                || (!target.subresource().isEmpty() && resources.contains("*/" + target.subresource()));
    }

    private static boolean matches(List<String> allowed, String value) {
        return allowed.contains("*") || allowed.contains(value);
    }

    private static boolean matchesPath(String pattern, String path) {
        return pattern.endsWith("*")
                ? path.startsWith(pattern.substring(0, pattern.length() - 1))
                : pattern.equals(path);
    }

    private static List<String> texts(JsonNode rule, String field) {
        return rule.path(field).valueStream().map(JsonNode::asText).toList();
    }
}
