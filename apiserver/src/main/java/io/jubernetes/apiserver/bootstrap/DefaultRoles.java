package io.jubernetes.apiserver.bootstrap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.json.Json;
import io.jubernetes.apiserver.bootstrap.Bootstrap.Wanted;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

/** The roles and bindings that every cluster has, read from {@code /bootstrap/roles.txt}, where their form is told. */
final class DefaultRoles {

    static final String GROUP = "rbac.authorization.k8s.io";
    static final String AUTOUPDATE = "rbac.authorization.kubernetes.io/autoupdate";
    private static final String AGGREGATE = GROUP + "/aggregate-to-";
    private static final String READ = "get,list,watch";
    private static final String WRITE = "create,delete,deletecollection,patch,update";
    private static final String ALL = "create,delete,deletecollection,get,list,patch,update,watch";

    private final List<Wanted> wanted = new ArrayList<>();

    private DefaultRoles() {}

    static List<Wanted> read() {
        DefaultRoles roles = new DefaultRoles();
        lines("/bootstrap/roles.txt").forEach(roles::line);
        roles.wanted.forEach(roles::finish);
        return roles.wanted;
    }

    /** The lines of a resource that say something. */
    static List<String> lines(String resource) {
        try (InputStream in = DefaultRoles.class.getResourceAsStream(resource)) {
            String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
            return text.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Roles made of others come with their rules at once; empty lists are not written. */
    private void finish(Wanted one) {
        Set<JsonNode> rules = new LinkedHashSet<>();
        collect(one.object(), rules);
        if (one.object().has("aggregationRule")) {
            one.object().putArray("rules").addAll(rules);
        }
        if (one.object().path("subjects").isEmpty()) {
            one.object().remove("subjects");
        }
    }

    private void collect(ObjectNode role, Set<JsonNode> rules) {
        role.path("rules").forEach(rules::add);
        JsonNode selector = role.path("aggregationRule")
                .path("clusterRoleSelectors")
                .path(0)
                .path("matchLabels");
        selector.fieldNames()
                .forEachRemaining(label -> wanted.stream()
                        .map(Wanted::object)
                        .filter(other -> other.path("metadata").path("labels").has(label))
                        .forEach(other -> collect(other, rules)));
    }

    private void line(String line) {
        String[] words = line.strip().split("\\s+");
        if (line.startsWith(" ")) {
            rule(words);
            return;
        }
        switch (words[0]) {
            case "role" -> role(words[1], after(words, "in"), after(words, "part"), after(words, "made"));
            case "binding" -> binding(words);
            case "controller" -> controller(words[1]);
            default -> throw new IllegalStateException("no such thing in roles.txt: " + line);
        }
    }

    /** The word behind a word and, perhaps, an "of"; empty when it is not there. */
    private static String after(String[] words, String keyword) {
        int at = List.of(words).indexOf(keyword);
        if (at < 0 || at + 1 >= words.length) {
            return "";
        }
        return words[at + 1].equals("of") ? words[at + 2] : words[at + 1];
    }

    private void role(String name, String namespace, String partOf, String madeOf) {
        ObjectNode role = add(namespace.isEmpty() ? "ClusterRole" : "Role", namespace, name, "rules");
        if (!partOf.isEmpty()) {
            role.withObject("/metadata/labels").put(AGGREGATE + partOf, "true");
        }
        if (!madeOf.isEmpty()) {
            role.putObject("aggregationRule")
                    .putArray("clusterRoleSelectors")
                    .addObject()
                    .putObject("matchLabels")
                    .put(AGGREGATE + madeOf, "true");
        }
        role.putArray("rules");
    }

    private void controller(String controller) {
        String name = "system:controller:" + controller;
        ArrayNode subjects = bind(name, "", name);
        subjects.addObject()
                .put("kind", "ServiceAccount")
                .put("name", controller)
                .put("namespace", "kube-system");
        role(name, "", "", "");
    }

    private void binding(String[] words) {
        String namespace = after(words, "in");
        int to = List.of(words).indexOf("to");
        int first = namespace.isEmpty() ? 2 : 4;
        ArrayNode subjects = bind(words[1], namespace, to > first ? words[first] : words[1]);
        if (to + 1 < words.length) {
            for (String subject : words[to + 1].split(",")) {
                subject(subjects.addObject(), subject);
            }
        }
    }

    private static void subject(ObjectNode subject, String text) {
        String name = text.substring(text.indexOf(':') + 1);
        switch (text.substring(0, text.indexOf(':'))) {
            case "user" -> subject.put("apiGroup", GROUP).put("kind", "User").put("name", name);
            case "group" -> subject.put("apiGroup", GROUP).put("kind", "Group").put("name", name);
            default ->
                subject.put("kind", "ServiceAccount")
                        .put("name", name.substring(name.indexOf('/') + 1))
                        .put("namespace", name.substring(0, name.indexOf('/')));
        }
    }

    private ArrayNode bind(String name, String namespace, String role) {
        String kind = namespace.isEmpty() ? "ClusterRoleBinding" : "RoleBinding";
        ObjectNode binding = add(kind, namespace, name, "subjects");
        binding.putObject("roleRef")
                .put("apiGroup", GROUP)
                .put("kind", namespace.isEmpty() ? "ClusterRole" : "Role")
                .put("name", role);
        return binding.putArray("subjects");
    }

    private ObjectNode add(String kind, String namespace, String name, String kept) {
        ObjectNode object = Json.object().put("apiVersion", GROUP + "/v1").put("kind", kind);
        ObjectNode metadata = object.putObject("metadata").put("name", name);
        if (!namespace.isEmpty()) {
            metadata.put("namespace", namespace);
        }
        metadata.putObject("annotations").put(AUTOUPDATE, "true");
        metadata.putObject("labels").put("kubernetes.io/bootstrapping", "rbac-defaults");
        wanted.add(new Wanted(GROUP, kind.toLowerCase(Locale.ROOT) + "s", object, List.of(kept)));
        return object;
    }

    /** Belongs to the role before it. */
    private void rule(String[] words) {
        ObjectNode rule = wanted.getLast().object().withArray("rules").addObject();
        if (words[0].equals("events")) {
            list(rule, "apiGroups", "core,events.k8s.io");
            list(rule, "resources", "events");
            list(rule, "verbs", "create,patch,update");
        } else if (words[1].equals("paths")) {
            list(rule, "nonResourceURLs", words[2]);
            list(rule, "verbs", verbs(words[0]));
        } else {
            list(rule, "apiGroups", words[1]);
            if (words.length > 3) {
                list(rule, "resourceNames", words[3]);
            }
            list(rule, "resources", words[2]);
            list(rule, "verbs", verbs(words[0]));
        }
    }

    private static String verbs(String word) {
        return switch (word) {
            case "read" -> READ;
            case "write" -> WRITE;
            case "all" -> ALL;
            default -> word;
        };
    }

    private static void list(ObjectNode rule, String field, String items) {
        ArrayNode list = rule.putArray(field);
        for (String item : items.split(",")) {
            list.add(item.equals("core") ? "" : item);
        }
    }
}
