package io.jubernetes.apiserver.authorization;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Whether rules allow all that other rules do. */
final class RuleCover {

    private static final String ALL = "*";

    private RuleCover() {}

    /** One thing that a rule allows: one verb on one resource of one group, perhaps of one name, or on one path. */
    private record Right(String verb, String group, String resource, String name, String path) {

        boolean isPath() {
            return !path.isEmpty();
        }

        Right withVerb(String other) {
            return new Right(other, group, resource, name, path);
        }
    }

    /** What of {@code wanted} is not allowed by {@code held}, in words and in order; nothing when all is. */
    static List<String> missing(List<PolicyRule> held, List<PolicyRule> wanted) {
        Map<Right, List<String>> verbs = new LinkedHashMap<>();
        for (PolicyRule rule : wanted) {
            for (Right right : rights(rule)) {
                if (held.stream().noneMatch(owned -> covers(owned, right))) {
                    // paths are told one by one, as upstream does
                    Right together = right.isPath() ? right : right.withVerb("");
                    List<String> known = verbs.computeIfAbsent(together, r -> new ArrayList<>());
                    if (!known.contains(right.verb())) {
                        known.add(right.verb());
                    }
                }
            }
        }
        TreeSet<String> texts = new TreeSet<>();
        verbs.forEach((right, missing) -> texts.add(text(right, missing)));
        return List.copyOf(texts);
    }

    private static List<Right> rights(PolicyRule rule) {
        List<Right> rights = new ArrayList<>();
        List<String> names = rule.names().isEmpty() ? List.of("") : rule.names();
        for (String group : rule.groups()) {
            for (String resource : rule.resources()) {
                for (String name : names) {
                    rule.verbs().forEach(verb -> rights.add(new Right(verb, group, resource, name, "")));
                }
            }
        }
        for (String path : rule.paths()) {
            rule.verbs().forEach(verb -> rights.add(new Right(verb, "", "", "", path)));
        }
        return rights;
    }

    private static boolean covers(PolicyRule owned, Right right) {
        if (!has(owned.verbs(), right.verb())) {
            return false;
        }
        if (right.isPath()) {
            return owned.paths().stream().anyMatch(path -> coversPath(path, right.path()));
        }
        return has(owned.groups(), right.group())
                && coversResource(owned.resources(), right.resource())
                && (owned.names().isEmpty() || owned.names().contains(right.name()));
    }

    private static boolean has(List<String> allowed, String value) {
        return allowed.contains(ALL) || allowed.contains(value);
    }

    private static boolean coversResource(List<String> allowed, String resource) {
        int slash = resource.indexOf('/');
        return has(allowed, resource) || slash >= 0 && allowed.contains(ALL + resource.substring(slash));
    }

    private static boolean coversPath(String pattern, String path) {
        return pattern.equals(path)
                || pattern.endsWith(ALL) && path.startsWith(pattern.substring(0, pattern.length() - 1));
    }

    private static String text(Right right, List<String> verbs) {
        List<String> parts = new ArrayList<>();
        if (right.isPath()) {
            parts.add("NonResourceURLs:" + quoted(List.of(right.path())));
        } else {
            parts.add("APIGroups:" + quoted(List.of(right.group())));
            parts.add("Resources:" + quoted(List.of(right.resource())));
        }
        if (!right.name().isEmpty()) {
            parts.add("ResourceNames:" + quoted(List.of(right.name())));
        }
        parts.add("Verbs:" + quoted(verbs));
        return "{" + String.join(", ", parts) + "}";
    }

    /** A list as upstream prints it. */
    static String quoted(List<String> texts) {
        return texts.stream().map(RuleCover::quoted).collect(Collectors.joining(" ", "[", "]"));
    }

    static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
